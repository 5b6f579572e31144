namespace SpiceTrial.Sessions;

/// <summary>What evictions found in the tree and what they left there, from OOM1 and OOM2 lines.</summary>
/// <param name="keeps">Whether what each of the first ones left is kept.</param>
sealed class EvictionTally(bool keeps)
{
    readonly Tally found = new(), left = new(), taken = new();
    readonly List<int?> each = [];
    int open = -1, count;
    long dictionaryFirst;

    /// <summary>What each of the first evictions left; <c>null</c> where its OOM1 line was torn.</summary>
    public IReadOnlyList<int?> Each => each;

    /// <summary>An eviction; <paramref name="inTree"/> is what the OOM1 line before it says, -1 where it was torn.</summary>
    public void Of(int inTree)
    {
        Close();
        open = inTree;
        if (keeps && each.Count < RunTimeline.Limit)
            each.Add(null);
        count++;
    }

    /// <summary>The OOM is handled, and so much is left.</summary>
    public void Left(int inTree)
    {
        // The flush before it drains the command ring into the tree, so more may be left than OOM1 said.
        if (open >= 0 && inTree >= 0)
            Keep(Math.Min(inTree, open));
    }

    public EvictionReach? Reach()
    {
        Close();
        return EvictionReach.Of(found, left, taken, dictionaryFirst);
    }

    // Without its OOM2 line it is taken for one that found nothing else to free.
    void Close()
    {
        if (open >= 0)
            Keep(Math.Max(0, open - EvictionReach.Bunch));
    }

    void Keep(int remains)
    {
        found.Add(open);
        left.Add(remains);
        taken.Add(open - remains);
        dictionaryFirst += remains > 0 && open - remains < EvictionReach.Bunch ? 1 : 0;
        if (count == each.Count)
            each[^1] = remains;
        open = -1;
    }
}
