using System.Text.Json.Serialization;

namespace SpiceTrial.Sessions;

/// <summary>One run of a rehearsal: a fresh guest that plays a scenario on one library.</summary>
/// <param name="Tag">Of its session.</param>
/// <param name="Scenario">What it drew.</param>
/// <param name="RingSize">Of the library that its process had mapped.</param>
/// <param name="Pair">Its number among those of its arm, from 1.</param>
public sealed record RehearsalRun(string Tag, string Scenario, int RingSize, int Pair)
{
    internal const string NeverEnded = "the load did not come to its end";

    /// <summary>How a trouble begins that is no guest's: qemu crashed, or ended.</summary>
    internal const string ItsProcess = "its process ";

    /// <summary>Plays that the guest made from beginning to end.</summary>
    public required int PlaysOffered { get; init; }

    /// <summary>Those in which the server streamed the video for a second or more.</summary>
    public required int PlaysEngaged { get; init; }

    /// <summary>Those in which its stream was lost, and those of them in which it came back.</summary>
    public required int PlaysLost { get; init; }

    public required int PlaysReturned { get; init; }

    public required int Ooms { get; init; }

    public required int FreeSome { get; init; }

    public required int Freezes { get; init; }

    /// <summary>Those that have the form of the guest's driver (docs/diagnose.md).</summary>
    public required int GuestDriverFreezes { get; init; }

    /// <summary>The same, also where a run was too short for the server's log to tell playing from idling: by the guest's own
    /// kernel.</summary>
    [JsonIgnore]
    public int DriverFreezes => Math.Max(
        GuestDriverFreezes, GuestKernelMessages.Any(x => x.Contains("Buffer eviction failed", StringComparison.Ordinal)) ? 1 : 0);

    /// <summary>Freezes of another form, and a guest that played and never came back: no log can tell it from a player that was
    /// stopped.</summary>
    [JsonIgnore]
    public int OtherFreezes => Math.Max(0, Freezes - DriverFreezes) + (Freezes + DriverFreezes == 0 && Trouble == NeverEnded ? 1 : 0);

    /// <summary>Frames a second over all plays, as the guest drew them.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>What its kernel said of the display.</summary>
    public IReadOnlyList<string> GuestKernelMessages { get; init; } = [];

    /// <summary>Why the load did not come to its end, or <c>null</c>.</summary>
    public string? Trouble { get; init; }

    /// <summary>Guests that did not come up before this one did.</summary>
    public int FailedBoots { get; init; }

    public bool WithKvm { get; init; }

    /// <summary>SHA-256 of the scenario and the seed that it drew; <c>null</c> in older records.</summary>
    public string? Load { get; init; }

    /// <summary>Name of the session's bundle, which git ignores.</summary>
    public string? Bundle { get; init; }

    public IReadOnlyList<GuestPlay> Plays { get; init; } = [];
}
