using System.Diagnostics;
using System.Net;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Trial;

namespace SpiceTrial.Testing;

/// <summary>One guest on the stage: it boots, plays, and is destroyed.</summary>
sealed class GuestPerformance(RehearsalStage stage, TestGuest guest, IChainOutput output)
{
    const int Tries = 4;

    // An emulated processor on a busy machine takes a minute to its X server; idle, 20 s.
    static readonly TimeSpan BootPatience = TimeSpan.FromMinutes(4);

    /// <summary>A guest that froze comes back after 15 s, or never.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Boots it, again where it does not come up, and lets it play to the end of its load, or until it is plain that it does
    /// not come.</summary>
    /// <returns>What it said so far, and how often it did not come up before.</returns>
    /// <exception cref="TrialException">It came up in none of the tries.</exception>
    public async Task<(GuestLog Log, int FailedBoots)> RunAsync(CancellationToken cancellationToken)
    {
        for (var failed = 0; failed < Tries; failed++)
        {
            await stage.Host.DefineXmlAsync(guest.Definition(), cancellationToken);
            await stage.Host.StartDomainAsync(guest.Name, cancellationToken);
            await stage.ProveAsync(guest, cancellationToken);
            using var client = guest.IsWatched ? new LabClient(await ServerAsync(cancellationToken), "") : null;
            if (await WaitAsync(x => x.IsReady || x.Trouble is not null, BootPatience, cancellationToken) is { IsReady: true } || IsGone)
                return (await PlayAsync(client, cancellationToken), failed);
            output.Warning($"the guest did not come up ({Read().Trouble ?? $"nothing within {BootPatience.TotalMinutes:0} minutes"})");
            await DestroyAsync(cancellationToken);
        }

        throw new TrialException($"the guest came up in none of {Tries} tries", guest.Name,
            "Run it again on a machine with less to do; what is done stays done");
    }

    /// <summary>Its process has ended, which nobody asked it to.</summary>
    bool IsGone => !stage.Host.IsRunning(guest.Name);

    /// <summary>As an operator ends a test VM.</summary>
    public async Task DestroyAsync(CancellationToken cancellationToken)
    {
        if (!IsGone)
            await stage.Host.DestroyDomainAsync(guest.Name, cancellationToken);
        await stage.Host.UndefineDomainAsync(guest.Name, cancellationToken);
    }

    /// <summary>Its kernel's messages about the display.</summary>
    public IReadOnlyList<string> KernelMessages() => GuestLog.OfDisplay(Lines(guest.KernelLog));

    /// <summary>Whether anything came on its serial ports.</summary>
    public bool HasBegun => Lines(guest.KernelLog).Concat(Lines(guest.PlayLog)).Any();

    /// <summary>Puts what the load said into a folder, as Capture takes it.</summary>
    public async Task<string> KeepPlayLogAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, PlayLog.FileName), Lines(guest.PlayLog), cancellationToken);
        return folder;
    }

    public GuestLog Read() => GuestLog.Read(Lines(guest.PlayLog));

    async Task<GuestLog> PlayAsync(LabClient? client, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var log = await WaitAsync(
            x =>
            {
                output.Step((int)Math.Min(clock.Elapsed.TotalSeconds, guest.Seconds), (int)guest.Seconds, $"{guest.Name} plays");
                return x.IsOver || x.Trouble is not null || client?.Trouble is not null;
            },
            TimeSpan.FromSeconds(guest.Seconds) + Grace, cancellationToken);
        output.EndOfSteps();
        // Where the process died, libvirt hears of it as the client does.
        if (client?.Trouble is not null)
            await Task.Delay(2 * Look, cancellationToken);
        if (client?.Trouble is { } trouble && !IsGone)
            throw new TrialException($"the client left before the run was over: {trouble}", guest.Name, "Run it again");
        client?.End();
        return log;
    }

    async Task<GuestLog> WaitAsync(Func<GuestLog, bool> isEnough, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(Look, cancellationToken))
        {
            if (Read() is var log && (isEnough(log) || IsGone || clock.Elapsed > patience))
                return log;
        }
    }

    async Task<IPEndPoint> ServerAsync(CancellationToken cancellationToken)
    {
        var display = await stage.Host.ShellAsync($"virsh domdisplay --domain {ShellWords.Quote(guest.Name)}", cancellationToken);
        return new(IPAddress.Parse(stage.Host.Address), new Uri(display.Trim()).Port);
    }

    List<string> Lines(string path)
    {
        var file = stage.Host.At(path);
        if (!File.Exists(file))
            return [];
        // qemu writes on while it is read, and the guest may write without end.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (lines.Count < 20_000 && reader.ReadLine() is { } line)
            lines.Add(line.Length > 20_000 ? "" : line);
        return lines;
    }
}
