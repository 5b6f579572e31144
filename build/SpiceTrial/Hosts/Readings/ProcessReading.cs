namespace SpiceTrial.Hosts;

/// <param name="Pid">Its id on the host.</param>
/// <param name="Program">The program's file name.</param>
/// <param name="Arguments">Its command line, the program first.</param>
/// <param name="Started">By the host's clock.</param>
/// <param name="Libraries">Every spice library that it has mapped: one, or none, or more where something is odd.</param>
public sealed record ProcessReading(
    int Pid, string Program, IReadOnlyList<string> Arguments, DateTimeOffset? Started, IReadOnlyList<MappedLibrary> Libraries)
{
    // What the kernel appends to the path of a file without a name (proc(5)).
    const string Gone = " (deleted)";

    /// <summary>Why it is no guest although its program is called so: any user can call a program qemu. <c>null</c> where nothing speaks
    /// against it.</summary>
    public string? NotBelieved { get; init; }

    public bool IsGuest => IsCalledSo && NotBelieved is null;

    bool IsCalledSo => Program.StartsWith("qemu-", StringComparison.Ordinal) || Program == "kvm";

    /// <summary>
    /// The guest's name in <c>-name guest=NAME,debug-threads=on</c> or the older <c>-name NAME</c>; qemu wants a comma in it doubled.
    /// The command line keeps words apart whatever they hold, so no name can pass for another option.
    /// </summary>
    public string? GuestName => After("-name") is not { } option ? null
        // A single comma ends a part, a double one is a comma.
        : option.Replace(",,", "\0", StringComparison.Ordinal).Split(',').Select((part, i) =>
            part.StartsWith("guest=", StringComparison.Ordinal) ? part["guest=".Length..]
            : i == 0 && !part.Contains('=', StringComparison.Ordinal) ? part : null)
            .FirstOrDefault(x => x is not null)?.Replace('\0', ',');

    public string? Uuid => Guid.TryParse(After("-uuid"), out var uuid) ? uuid.ToString() : null;

    string? After(string option) => Arguments.Skip(1).SkipWhile(x => x != option).Skip(1).FirstOrDefault();

    /// <summary>All that a host printed, by process id.</summary>
    /// <param name="lines">The values of the lines with a key.</param>
    internal static IReadOnlyList<ProcessReading> All(Func<string, IEnumerable<string[]>> lines)
    {
        var clock = Clock.Parse(lines("clock").FirstOrDefault());
        var maps = lines("map").Where(x => x.Length == 4).ToLookup(x => x[0]);
        var buildIds = lines("mapped").Where(x => x is [_, { Length: > 0 }]).ToLookup(x => x[0], x => Printable.Show(x[1]));
        var users = lines("guestUser").Select(x => x[0]).ToHashSet();
        return [.. lines("process").Where(x => x.Length == 6).Select(Read).OfType<ProcessReading>().OrderBy(x => x.Pid)];

        ProcessReading? Read(string[] fields) => !int.TryParse(fields[0], NumberStyles.None, null, out var pid) ? null : new(
            pid,
            Path.GetFileName(Decoded(fields[2]).Replace(Gone, "", StringComparison.Ordinal)),
            Decoded(fields[3]).TrimEnd('\0').Split('\0'),
            long.TryParse(fields[1], NumberStyles.None, null, out var ticks) ? clock?.TimeOf(ticks) : null,
            [.. maps[fields[0]].Select(x => new MappedLibrary(
                buildIds[x[1]].FirstOrDefault(), Decoded(x[3]).EndsWith(Gone, StringComparison.Ordinal))).Distinct()])
        {
            NotBelieved = Doubt(fields[4], fields[5]),
        };

        string? Doubt(string user, string origin) =>
            !users.Contains(user) ? $"it runs as user {Printable.Show(user)}, which is neither root nor libvirt's"
            : origin == "none" ? "no package of the host has brought its program" : null;
    }

    static string Decoded(string encoded)
    {
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    /// <summary>Turns the kernel's ticks since the boot into times.</summary>
    sealed record Clock(long TicksPerSecond, DateTimeOffset Boot)
    {
        // The last second of the year 9999, which is as far as a time goes here.
        const long Latest = 253402300799;

        public static Clock? Parse(string[]? fields) =>
            fields is [var ticks, var boot] && long.TryParse(ticks, NumberStyles.None, null, out var perSecond) && perSecond > 0
            && long.TryParse(boot, NumberStyles.None, null, out var seconds) && seconds < Latest / 2
                ? new(perSecond, DateTimeOffset.FromUnixTimeSeconds(seconds))
                : null;

        public DateTimeOffset? TimeOf(long ticks) =>
            ticks / TicksPerSecond < Latest / 2 ? Boot + TimeSpan.FromSeconds((double)ticks / TicksPerSecond) : null;
    }
}
