namespace SpiceTrial.Tests.Sessions;

/// <summary>What some work allocates, in bytes. Only the whole process is counted, with the tests beside it: the least of several
/// times is the work's own.</summary>
static class Allocation
{
    public static async Task<long> OfAsync(Func<Task> work, long enough)
    {
        var least = long.MaxValue;
        for (var tries = 0; tries < 5 && least >= enough; tries++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await work();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
