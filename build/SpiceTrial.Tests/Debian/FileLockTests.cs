using System.Diagnostics;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class FileLockTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string Lock => scratch.File("folder/lock");

    [Fact(Timeout = 120_000)]
    public void A_lock_is_held_by_one_and_free_again_afterwards()
    {
        using (FileLock.TryTake(Lock))
            FileLock.TryTake(Lock).Should().BeNull();

        using var again = FileLock.TryTake(Lock);
        again.Should().NotBeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_lock_that_another_process_holds_is_waited_for_and_free_when_that_is_killed()
    {
        scratch.Write("folder/lock", "");
        using var other = Process.Start(new ProcessStartInfo("flock", [Lock, "sleep", "1000"]))!;
        while (FileLock.TryTake(Lock) is { } early)
        {
            await early.DisposeAsync();
            await Task.Delay(20, Token);
        }

        var said = new List<string>();
        var waiting = FileLock.TakeAsync(Lock, said.Add, TimeSpan.FromSeconds(50), Token);
        await Task.Delay(600, Token);
        waiting.IsCompleted.Should().BeFalse();
        said.Should().ContainSingle().Which.Should().Contain(Lock);

        other.Kill(entireProcessTree: true);

        await using var held = await waiting;
        held.Should().NotBeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task Patience_ends_with_an_error_that_names_the_lock()
    {
        using var held = FileLock.TryTake(Lock);

        var waiting = () => FileLock.TakeAsync(Lock, null, TimeSpan.FromMilliseconds(300), Token);

        var error = (await waiting.Should().ThrowAsync<TrialException>()).Which;
        error.Where.Should().Be(Lock);
        error.Hint.Should().Contain("fuser");
    }

    [Fact(Timeout = 120_000)]
    public async Task Waiting_can_be_cancelled()
    {
        using var held = FileLock.TryTake(Lock);
        using var cancel = new CancellationTokenSource(200);

        var waiting = () => FileLock.TakeAsync(Lock, null, TimeSpan.FromMinutes(1), cancel.Token);

        await waiting.Should().ThrowAsync<OperationCanceledException>();
    }

    public void Dispose() => scratch.Dispose();
}
