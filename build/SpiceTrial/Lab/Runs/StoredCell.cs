using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

/// <param name="Key">Digest of what decides the result.</param>
/// <param name="Cell">The result.</param>
/// <param name="Run">The record of its log, as a field session's; <c>null</c> where it did not run to its end.</param>
sealed record StoredCell(string Key, LabCell Cell, RunFigures? Run);
