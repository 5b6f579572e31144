namespace SpiceTrial.Tests.Json;

enum Outcome
{
    Passed,
    NotChecked,
}
