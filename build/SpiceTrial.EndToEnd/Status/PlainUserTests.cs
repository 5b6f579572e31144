using FluentAssertions;
using SpiceTrial.EndToEnd.Ssh;
using SpiceTrial.EndToEnd.TestHosts;
using SpiceTrial.EndToEnd.Transactions;
using SpiceTrial.Hosts;
using SpiceTrial.Terminal;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.Status;

/// <summary>A user of the hypervisor who has to type a password for sudo, or may not use it.</summary>
public sealed class PlainUserTests
{
    const int Limit = 900_000;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task Without_root_Status_shows_what_anybody_sees_and_what_is_not_known_and_Install_and_Revert_say_why_they_can_not()
    {
        // To a user who may not use sudo it says so only after a password: for sudo -n both are "a password is required".
        await using var host = await Hypervisor.StartAsync(new() { Sudo = TestHostSudo.None });
        await host.DefineAsync(TestDomain.Started, Token);
        var pid = await host.StartDomainAsync(TestDomain.Started, Token);
        var output = Path.Combine(host.Folder.Path, "out");

        var (status, files) = await Report(host).RunAsync(output, StatusFormat.Json, _ => { }, Token);

        status.WithoutRoot.Should().Contain("operator can't become root").And.Contain("no terminal to ask on")
            .And.Contain("or log in as root");
        status.Package.Should().BeEquivalentTo(
            new { State = LibraryState.Stock, Proof = LibraryProof.Recorded, DpkgState = "ii", Held = false });
        status.Domains.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Name = TestDomain.Started, Pid = pid, MustRestart = (bool?)null,
                Library = new LibraryStatus(LibraryState.Unknown, null, null, Deleted: false) });
        status.Libvirt.Should().Be(new LibvirtStatus("libvirtd.service", null));
        status.NotKnown.Should().Contain("which library each guest has mapped, and guests of a /proc that hides them")
            .And.Contain("dpkg --audit").And.Contain("whether libvirt answers");
        status.Warnings.Should().ContainSingle().Which.Should().StartWith("this is what any user of the host sees");
        HostStatusTable.Rows(status).Should().Contain(("transaction", "not known"));
        (await RecordFile.ReadAsync<HostStatus>(files[1], Token)).Should().BeEquivalentTo(status);

        await host.ShellAsync("install -d -m 700 /var/lib/spice-trial", Token);
        (await Report(host).RunAsync(null, StatusFormat.Json, _ => { }, Token)).Status.NotKnown
            .Should().Contain("the transaction (there is one, or its remains)");

        var transaction = new HostTransaction(_ => host.ConnectAsync());
        var operators = new RecordedOperator();
        foreach (var ending in new[]
        {
            await Ending.OfAsync(() => new Installation(transaction, (_, _) => throw new InvalidOperationException("too late"),
                _ => throw new InvalidOperationException("too late"), operators).RunAsync(new() { Yes = true }, Token)),
            await Ending.OfAsync(() => new Reversal(transaction, operators).RunAsync(yes: true, TimeSpan.FromSeconds(5), Token)),
            await Ending.OfAsync(() => new Confirmation(transaction, operators).RunAsync(new InstallOptions().LockTimeout, Token)),
        })
        {
            ending.Status.Should().Be(ExitStatus.Failed);
            ending.Text.Should().Contain("operator can't become root on the host")
                .And.Contain("hint: Run it on a terminal, or let operator use sudo without a password");
        }
    }

    [Fact(Timeout = Limit)]
    public async Task With_a_password_everything_is_seen_and_it_is_asked_for_once_and_without_a_terminal_the_rest_is_shown()
    {
        await using var host = await Hypervisor.StartAsync(new() { Sudo = TestHostSudo.WithPassword });
        var prompt = new TypedSecret(TestHostLogin.Password);

        var (status, _) = await Report(host, prompt).RunAsync(null, StatusFormat.Json, _ => { }, Token);

        status.WithoutRoot.Should().BeNull();
        status.Libvirt.Answers.Should().BeTrue();
        status.Warnings.Should().BeEmpty();
        prompt.Questions.Should().Equal("Password of operator for sudo on sf-2");

        var nobody = (await Report(host).RunAsync(null, StatusFormat.Json, _ => { }, Token)).Status;
        nobody.WithoutRoot.Should().Contain("no terminal to ask on").And.Contain("NOPASSWD");
        nobody.Package.Version.Should().Be(status.Package.Version);
    }

    static StatusReport Report(TestHost host, TypedSecret? prompt = null) => new(
        stop => new SshConnector(prompt is null ? null : prompt.AskAsync).ConnectAsync(host.Name, host.SshConfig, stop),
        Workspace.At(host.Folder.Path), new(Path.Combine(host.Folder.Path, "overrides"), TimeProvider.System), TimeProvider.System);
}
