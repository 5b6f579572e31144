namespace SpiceTrial.Trial;

/// <summary>How many hosts each wave has, as Ansible's <c>serial</c> says it: numbers and percentages of all hosts, the last one again
/// until all hosts are in a wave.</summary>
public static class WaveSizes
{
    /// <summary>One host first, then a quarter of them, then the rest.</summary>
    public const string Default = "1,25%,100%";

    /// <exception cref="TrialException">BadInput: no such sizes.</exception>
    public static IReadOnlyList<RolloutWave> Split(string sizes, IReadOnlyList<string> hosts)
    {
        int[] each = [.. sizes.Split(',', StringSplitOptions.TrimEntries).Select(x => Size(x, hosts.Count, sizes))];
        var waves = new List<RolloutWave>();
        for (var taken = 0; taken < hosts.Count;)
        {
            string[] wave = [.. hosts.Skip(taken).Take(each[Math.Min(waves.Count, each.Length - 1)])];
            waves.Add(new([.. wave.Select(x => new RolloutHost(x))]));
            taken += wave.Length;
        }

        return waves;
    }

    // A percentage is never of nobody.
    static int Size(string word, int hosts, string sizes)
    {
        var share = word.EndsWith('%');
        return int.TryParse(share ? word[..^1] : word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            && (!share || number <= 100)
            ? share ? Math.Max(1, (int)((long)hosts * number / 100)) : number
            : throw new TrialException($"--waves is {Printable.Show(sizes)}", "--waves", $"Numbers and percentages, as {Default}",
                ExitStatus.BadInput);
    }
}
