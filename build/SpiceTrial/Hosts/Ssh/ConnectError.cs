using System.Net.Sockets;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace SpiceTrial.Hosts;

/// <summary>
/// Tells "nothing answers" from "something is wrong". Only the first lets a recorded reading stand in, so whatever is not clearly
/// the first is the second.
/// </summary>
static class ConnectError
{
    /// <param name="error">What the library threw.</param>
    /// <param name="settings">The host.</param>
    /// <param name="check">What was made of its key.</param>
    /// <param name="unanswered">What it means that nothing has come from the host, where there is something on the way to it.</param>
    public static TrialException Explain(Exception error, SshConfiguration settings, HostKeyCheck check, string? unanswered) => error switch
    {
        _ when check.Problem is { } problem => problem,
        OperationCanceledException or SshOperationTimeoutException when check.Accepted => new(
            "The host did not finish the log-in in time", Address(settings), "Look at the host's own log, e.g. `journalctl -u ssh`.",
            cause: new ConnectionLostException("no end of the log-in", error)),
        OperationCanceledException or SshOperationTimeoutException =>
            Unreachable($"no answer within {settings.ConnectTimeout.TotalSeconds:0} s", settings, error),
        _ when unanswered is not null => Unreachable(unanswered, settings, error),
        SocketException { SocketErrorCode: var code } when !check.Accepted
            && NothingThere(code) is { } reason => Unreachable(reason, settings, error),
        _ => new(
            $"The connection failed: {error.Message}", Address(settings), $"`ssh -v {settings.Host}` shows each step.",
            cause: MayPass(error) ? new ConnectionLostException(error.Message, error) : error),
    };

    /// <summary>The host wants no more keys, or has taken none.</summary>
    public static bool IsRejection(Exception error) =>
        error is SshAuthenticationException
            || (error is SshConnectionException && error.Message.Contains("Too many authentication", StringComparison.Ordinal));

    /// <summary>The kinds of exception that SSH.NET throws from a connection that is gone or going.</summary>
    public static bool IsOfConnection(Exception error) =>
        error is SshException or ObjectDisposedException or IOException or InvalidOperationException or SocketException;

    // As while the host's sshd restarts; not where both sides have no algorithm in common.
    static bool MayPass(Exception error) => error is SocketException or IOException
        || (error is SshConnectionException { DisconnectReason: var reason }
            && reason is DisconnectReason.None or DisconnectReason.ConnectionLost or DisconnectReason.ProtocolError
                or DisconnectReason.ServiceNotAvailable or DisconnectReason.TooManyConnections);

    static TrialException Unreachable(string reason, SshConfiguration settings, Exception cause) => new(
        $"The host can't be reached: {reason}",
        Address(settings),
        $"Check the name and the network with `ssh {settings.Host}`.",
        cause: new HostUnreachableException(reason, cause));

    static string? NothingThere(SocketError code) => code switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => "the name does not resolve",
        SocketError.ConnectionRefused => "the connection is refused",
        SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkUnreachable or SocketError.NetworkDown
            or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => "there is no route to it",
        SocketError.TimedOut => "no answer",
        _ => null,
    };

    static string Address(SshConfiguration settings) => $"{settings.Host} ({settings.User}@{settings.HostName}, port {settings.Port})";
}
