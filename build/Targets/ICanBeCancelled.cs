/// <summary>A build that Ctrl-C, SIGTERM and SIGHUP ask to stop: targets pass the token on to all that they start.</summary>
interface ICanBeCancelled
{
    CancellationToken Cancelled => GuardedRun.Cancelled;
}
