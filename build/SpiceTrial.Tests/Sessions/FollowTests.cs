using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>The figures of a run while it goes on.</summary>
public sealed class FollowTests : IAsyncDisposable
{
    const string Uuid = "f9ce4543-a541-466b-a84d-0aab2abc6f00";
    static readonly DomainStatus Patched =
        SampleStatus.Domain($"sf:{Uuid}", Uuid, new(2026, 11, 23, 23, 56, 21, TimeSpan.Zero), LibraryState.Patched, 128);

    readonly Scratch scratch = new();
    readonly LocalHost host = new("<domain/>");
    readonly List<string> said = [];
    HostStatus now = SampleStatus.With(Patched);

    public async ValueTask DisposeAsync()
    {
        scratch.Dispose();
        await host.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Figures_grow_with_the_log_also_over_a_roll_over_until_nothing_comes_any_more()
    {
        var log = SharedLogs.Bytes("guest-pair-128");
        Write(".log", Encoding.UTF8.GetBytes($"2026-11-23 23:56:21.200+0000: starting up libvirt version: 9.0.0\n-uuid {Uuid} \\\n"));
        var looks = 0;
        host.AfterDownload = _ =>
        {
            switch (++looks)
            {
                case 1:
                    Append(log[..20_001]);
                    break;
                case 2:
                    File.Move(scratch.File($"logs/sf:{Uuid}.log"), scratch.File($"logs/sf:{Uuid}.log.0"));
                    Write(".log", log[20_001..]);
                    break;
                default:
                    break;
            }
        };

        await FollowAsync();

        said[0].Should().Contain("waiting for the end of its playback");
        said[1].Should().Contain("nothing of a spice-server yet");
        said[^1].Should().Contain("77 OOMs").And.Contain("29 free_some").And.Contain("2 creates").And.Contain("1 freezes");
        said.Should().OnlyHaveUniqueItems("the last is not said again and again").And.HaveCountGreaterThan(1);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stream_that_stays_is_playback_however_long_nothing_else_comes()
    {
        var log = SharedLogs.Bytes("guest-pair-128");
        var lastStop = log.AsSpan().LastIndexOf("video_stream_stop"u8);
        var until = log.AsSpan(0, lastStop).LastIndexOf((byte)'\n') + 1;
        Write(".log", [.. Encoding.UTF8.GetBytes($"-uuid {Uuid} \\\n"), .. log[..until]]);
        var (looks, grown) = (0, false);
        host.AfterDownload = _ =>
        {
            // Three times as long as a log may be quiet after its streams.
            if (++looks != 50)
                return;
            grown = true;
            Append(log[until..]);
        };

        await FollowAsync();

        grown.Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_domain_that_is_started_again_meanwhile_ends_it()
    {
        Write(".log", [.. Encoding.UTF8.GetBytes($"-uuid {Uuid} \\\n"), .. SharedLogs.Bytes("guest-pair-128")]);
        host.AfterDownload = _ => now = SampleStatus.With(Patched with { Pid = 4712 });

        (await FluentActions.Awaiting(FollowAsync).Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("started again");
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_arm_than_the_expected_one_is_not_followed()
    {
        (await FluentActions.Awaiting(() => FollowAsync("stock")).Should().ThrowAsync<TrialException>()).Which.Status
            .Should().Be(ExitStatus.Refused);
        said.Should().BeEmpty();
    }

    Task FollowAsync() => FollowAsync(null);

    Task FollowAsync(string? arm) =>
        new FollowSession(host, _ => Task.FromResult(now), said.Add) {
            LogFolder = scratch.File("logs"), Pause = TimeSpan.FromMilliseconds(20), Quiet = TimeSpan.FromMilliseconds(300) }
            .RunAsync(new("007a", scratch.File("sessions")) { ExpectArm = arm }, TestContext.Current.CancellationToken);

    void Write(string extension, byte[] content)
    {
        Directory.CreateDirectory(scratch.File("logs"));
        File.WriteAllBytes(scratch.File($"logs/sf:{Uuid}{extension}"), content);
    }

    void Append(byte[] content)
    {
        using var file = new FileStream(scratch.File($"logs/sf:{Uuid}.log"), FileMode.Append);
        file.Write(content);
    }
}
