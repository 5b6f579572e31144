using System.Security.Cryptography;
using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class FileTransferTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 180_000)]
    [InlineData(0, "plain")]
    [InlineData(3_000_000, "with 'quote' $(id) \\ and ä")]
    public async Task A_file_comes_as_it_is(int size, string name)
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);
        var here = Directory.CreateDirectory(host.At("here")).FullName;
        var content = RandomNumberGenerator.GetBytes(size);
        await File.WriteAllBytesAsync(host.At(name), content, Token);
        Reports down = new();

        await connection.DownloadAsync(host.At(name), $"{here}/file", asRoot: false, down, Token);

        (await File.ReadAllBytesAsync($"{here}/file", Token)).Should().Equal(content);
        Directory.GetFiles(here).Should().ContainSingle();
        if (size > 0)
        {
            down.Values.Should().BeInAscendingOrder().And.Subject.Last().Should().Be(size);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task A_log_that_grows_is_fetched_as_long_as_it_was()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);
        var log = host.At("log");
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await File.WriteAllBytesAsync(log, new byte[2_000_000], Token);
        var writer = Task.Run(async () =>
        {
            while (!writing.IsCancellationRequested)
                await File.AppendAllTextAsync(log, "one more line\n", CancellationToken.None);
        }, Token);

        await connection.DownloadAsync(log, host.At("local"), asRoot: false, progress: null, Token);

        await writing.CancelAsync();
        await writer;
        new FileInfo(host.At("local")).Length.Should().BeGreaterThanOrEqualTo(2_000_000).And.BeLessThan(new FileInfo(log).Length);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_file_that_only_root_may_read_is_fetched_as_root_and_stays_private()
    {
        await using var host = await SudoHost.StartAsync($"{SudoHost.Operator} ALL=(ALL:ALL) ALL");
        await using var connection = await host.ConnectAsync(new TypedSecret(SudoHost.Password));
        var content = RandomNumberGenerator.GetBytes(500_000);
        await File.WriteAllBytesAsync(host.Host.At("log"), content, Token);
        File.SetUnixFileMode(host.Host.At("log"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var error = await ErrorAsync(
            () => connection.DownloadAsync(host.Host.At("log"), host.Host.At("copy"), asRoot: false, progress: null, Token));
        error.What.Should().Contain("Permission denied");
        File.Exists(host.Host.At("copy")).Should().BeFalse();

        await connection.DownloadAsync(host.Host.At("log"), host.Host.At("copy"), asRoot: true, progress: null, Token);
        (await File.ReadAllBytesAsync(host.Host.At("copy"), Token)).Should().Equal(content);
        File.GetUnixFileMode(host.Host.At("copy")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("/dev/zero")]
    [InlineData("/tmp")]
    public async Task What_is_no_plain_file_is_not_fetched(string path)
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);

        var error = await ErrorAsync(() => connection.DownloadAsync(path, host.At("local"), asRoot: false, progress: null, Token));

        error.What.Should().Contain("no plain file");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_file_that_arrives_spoilt_is_an_error_and_nothing_is_left()
    {
        await using var host = await SshHost.StartAsync();
        await host.StubAsync("sha256sum", "exec /usr/bin/sha256sum /dev/null");
        await using var connection = await host.ConnectAsync(Token);
        await File.WriteAllTextAsync(host.At("remote"), "content", Token);

        var error = await ErrorAsync(() => connection.DownloadAsync(host.At("remote"), host.At("local"), asRoot: false, null, Token));

        error.What.Should().Contain("did not arrive whole");
        Directory.GetFiles(host.Folder, "local*").Should().BeEmpty();
    }

    [Theory(Timeout = 180_000)]
    [InlineData("head", "[ \"$1\" = -c ] || exec /usr/bin/head \"$@\"; exec cat /dev/zero", "more than the 7 bytes came")]
    [InlineData("head", "[ \"$1\" = -c ] || exec /usr/bin/head \"$@\"; echo x", "2 bytes of 7 came")]
    [InlineData("stat", "[ \"$1\" = -L ] || exec /usr/bin/stat \"$@\"; echo 99999999999999 regular file", "more than 64 are not fetched")]
    public async Task A_host_that_sends_another_amount_than_it_said_is_not_listened_to_for_long(string program, string does, string said)
    {
        await using var host = await SshHost.StartAsync();
        await host.StubAsync(program, does);
        await using var connection = await host.ConnectAsync(Token);
        await File.WriteAllTextAsync(host.At("remote"), "content", Token);

        var error = await ErrorAsync(() => connection.DownloadAsync(host.At("remote"), host.At("local"), asRoot: false, null, Token));

        error.What.Should().Contain(said);
        Directory.GetFiles(host.Folder, "local*").Should().BeEmpty();
        (await connection.RunAsync(new RemoteCommand("echo", "on"), Token)).Output.Should().Be("on\n", "the connection goes on");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_connection_that_is_cut_in_mid_download_leaves_nothing_here()
    {
        await using var host = await SshHost.StartAsync();
        using var wire = CuttableProxy.To(host.Port);
        await host.WriteClientConfigurationAsync($"HostKeyAlias {host.LookupName}", port: wire.Port);
        await using var connection = await host.ConnectAsync(Token);
        await Sparse(host.At("remote"), 300_000_000);

        var error = await ErrorAsync(() => connection.DownloadAsync(
            host.At("remote"), host.At("local"), asRoot: false, new Reports { OnFirst = wire.Cut }, Token));

        error.What.Should().Contain("connection broke");
        error.InnerException.Should().BeOfType<ConnectionLostException>();
        Directory.GetFiles(host.Folder, "local*").Should().BeEmpty();
    }

    [Fact(Timeout = 180_000)]
    public async Task Cancelling_in_mid_download_ends_at_once_and_leaves_nothing()
    {
        await using var host = await SshHost.StartAsync();
        await using var connection = await host.ConnectAsync(Token);
        await Sparse(host.At("remote"), 2_000_000_000);
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var downloading = () => connection.DownloadAsync(
            host.At("remote"), host.At("local"), asRoot: false, new Reports { OnFirst = cancelled.Cancel }, cancelled.Token);

        await downloading.Should().ThrowAsync<OperationCanceledException>();
        Directory.GetFiles(host.Folder, "local*").Should().BeEmpty();
    }

    static async Task Sparse(string path, long length)
    {
        await using var file = File.Create(path);
        file.SetLength(length);
    }

    static async Task<TrialException> ErrorAsync(Func<Task> work) => (await work.Should().ThrowAsync<TrialException>()).Which;

    sealed class Reports : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public Action? OnFirst { get; init; }

        public void Report(long value)
        {
            Values.Add(value);
            if (Values.Count == 50)
                OnFirst?.Invoke();
        }
    }
}
