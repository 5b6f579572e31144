namespace SpiceTrial.Tests.Ground;

enum Outcome
{
    Passed,
    NotChecked,
}
