using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Status;

public sealed class StatusJudgeTests
{
    [Fact]
    public void A_host_in_good_order_with_the_stock_library_has_no_warnings()
    {
        var status = Readings.Judge(Readings.Facts(), Readings.Library(Readings.Stock, Readings.Guest(7, "sf:1")));

        status.Package.Should().BeEquivalentTo(new { Version = "0.15.1-1", State = LibraryState.Stock, BuildId = Readings.Stock,
            TraceItems = 8, Held = false, Pinned = false, Candidate = "0.15.1-1" });
        status.Domains.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "sf:1", Pid = 7, MustRestart = false });
        status.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Readings.Patched, "0.15.1-1+0ntrace128", LibraryState.Patched, 128)]
    [InlineData(Readings.Control, "0.15.1-1+0ntrace8", LibraryState.Control, 8)]
    [InlineData(Readings.Foreign, "0.15.1-1+0ntrace128", LibraryState.Unknown, null)]
    [InlineData(Readings.Foreign, "0.15.1-1", LibraryState.Unknown, null)]
    public void The_state_follows_the_build_id_and_never_the_version(string buildId, string version, LibraryState state, int? items)
    {
        var package = Readings.Judge(Readings.Facts($"version\t{version}"), Readings.Library(buildId)).Package;

        package.State.Should().Be(state);
        package.TraceItems.Should().Be(items);
    }

    [Fact]
    public void A_patched_library_under_the_archives_version_is_found_although_dpkg_is_content()
    {
        var status = Readings.Judge(Readings.Facts("version\t0.15.1-1"), Readings.Library(Readings.Patched));

        status.Package.State.Should().Be(LibraryState.Patched);
        status.Warnings.Should().ContainSingle().Which.Should().Contain("the next upgrade replaces it in silence");
    }

    [Fact]
    public void A_library_that_claims_to_be_Debians_and_is_not_is_unknown()
    {
        Readings.Judge(Readings.Facts(), Readings.Library(Readings.Foreign)).Warnings.Should().ContainSingle().Which
            .Should().Contain("not Debian's build of 0.15.1-1");
    }

    [Fact]
    public void A_stock_version_that_is_not_recorded_here_is_vouched_for_by_dpkg_as_long_as_the_file_is_intact()
    {
        var facts = Readings.Facts("version\t0.15.9-1+b1");
        var library = Readings.Library(Readings.Foreign, Readings.Guest(7, "sf:1", Readings.Foreign));

        Readings.Judge(facts, library).Domains[0].Library!.State.Should().Be(LibraryState.Stock);
        Readings.Judge(facts, library, ["intact\tno"]).Domains[0].Library!.State.Should().Be(LibraryState.Unknown);
        Readings.Judge(Readings.Facts("version\t0.15.9-1+b1", "state\tiF"), library).Domains[0].Library!.State
            .Should().Be(LibraryState.Unknown);
    }

    [Fact]
    public void A_running_transaction_proves_what_it_installs_and_what_was_there()
    {
        var library = Readings.Library(Readings.Foreign, Readings.Guest(7, "old", Readings.Control, deleted: true));
        var facts = Readings.Facts("version\t0.15.2-1+0ntrace64", "state\thi", "selection\thold", "transaction\tconfirmed",
            "owner\tme@here", "ours\t0.15.2-1+0ntrace64", $"oursBuildId\t{Readings.Foreign}",
            "stockBuildId\tdddddddddddddddddddddddddddddddddddddddd");

        var status = Readings.Judge(facts, library);

        status.Package.Should().BeEquivalentTo(new { State = LibraryState.Patched, TraceItems = 64, Held = true });
        status.Transaction.Should().BeEquivalentTo(new { State = TransactionState.Confirmed, Owner = "me@here" });
    }

    [Theory]
    [InlineData("0.15.1-1", Readings.Stock, "somebody else has brought 0.15.1-1 back")]
    [InlineData("0.15.1-1+0ntrace128", Readings.Patched, "somebody else changed the library during the transaction")]
    public void A_transaction_that_somebody_came_into_is_never_passed_over_in_silence(string version, string buildId, string said)
    {
        var status = Readings.Judge(
            Readings.Facts($"version\t{version}", "state\thi", "transaction\tforeign", "stock\t0.15.1-1", "ours\t0.15.1-1+0ntrace128",
                $"oursBuildId\t{Readings.Patched}"),
            Readings.Library(buildId));

        status.Replaced.Should().BeNull();
        status.Warnings.Should().ContainSingle().Which.Should().StartWith(said).And.Contain("./build.sh Revert --host sf-2");
    }

    [Fact]
    public void A_guest_that_runs_another_build_must_be_destroyed_and_started()
    {
        var status = Readings.Judge(
            Readings.Facts("version\t0.15.1-1+0ntrace128", "state\thi", "selection\thold"),
            Readings.Library(
                Readings.Patched, Readings.Guest(7, "old", Readings.Stock, deleted: true), Readings.Guest(8, "new", Readings.Patched)));

        status.Domains[0].Should().BeEquivalentTo(
            new { Name = "old", MustRestart = true, Library = new LibraryStatus(LibraryState.Stock, Readings.Stock, 8, true) });
        status.Domains[1].Should().BeEquivalentTo(
            new { Name = "new", MustRestart = false, Library = new LibraryStatus(LibraryState.Patched, Readings.Patched, 128, false) });
        status.Warnings.Should().ContainSingle().Which.Should().StartWith("1 of 2 guests").And.Contain("a reboot from inside");
    }

    [Theory]
    [InlineData("1000", "qemu-system-x86", "runs as user 1000")]
    [InlineData("64055", "none", "no package of the host")]
    [InlineData("", "qemu-system-x86", "runs as user ")]
    public void What_is_only_called_qemu_is_no_guest_and_the_reason_is_said(string user, string origin, string why)
    {
        var status = Readings.Judge(Readings.Facts(),
            Readings.Library(Readings.Stock, Readings.Guest(7, "sf:1", Readings.Foreign, user: user, origin: origin)));

        status.Domains.Should().BeEmpty();
        status.OtherProcesses.Should().ContainSingle().Which.NotBelieved.Should().Contain(why);
        status.Warnings.Should().ContainSingle().Which.Should().Contain("process 7").And.Contain("not believed").And.Contain(why);
    }

    [Theory]
    [InlineData("0", "qemu-system-x86")]
    [InlineData("64055", "unknown")]
    public void Guests_of_root_and_of_libvirt_are_believed(string user, string origin)
    {
        var status = Readings.Judge(
            Readings.Facts(), Readings.Library(Readings.Stock, Readings.Guest(7, "sf:1", user: user, origin: origin)));

        status.Domains.Should().ContainSingle().Which.NotBelieved.Should().BeNull();
        status.OtherProcesses.Should().BeEmpty();
    }

    [Fact]
    public void A_deleted_file_with_the_installed_build_needs_no_restart()
    {
        Readings.Judge(Readings.Facts(), Readings.Library(Readings.Stock, Readings.Guest(7, "sf:1", Readings.Stock, deleted: true)))
            .Domains[0].MustRestart.Should().BeFalse();
    }

    [Fact]
    public void What_can_not_be_read_is_unknown_and_not_fine()
    {
        var status = Readings.Judge(Readings.Facts(), Readings.Library(Readings.Stock, Readings.Guest(7, "sf:1", buildId: null)));

        status.Domains[0].Should().BeEquivalentTo(
            new { MustRestart = (bool?)null, Library = new LibraryStatus(LibraryState.Unknown, null, null, false) });
        status.Warnings.Should().ContainSingle().Which.Should().Contain("process 7");
    }

    [Theory]
    [InlineData("state\tiF", "not whole: dpkg says 'iF'")]
    [InlineData("state\tiHR", "not whole: dpkg says 'iHR'")]
    [InlineData("libvirtAnswers\tno", "libvirt does not answer")]
    [InlineData("libvirt\t", "libvirt is not installed")]
    [InlineData("armed\tyes", "no transaction is open")]
    [InlineData("audit\tbroken", "dpkg --audit: broken")]
    [InlineData("lock\t/var/lib/dpkg/lock: process 9 (apt)", "process 9 (apt)")]
    [InlineData("archive\tlibspice-server1 | 0.15.1-1+deb12u1 | http://example.org/debian-security bookworm-security/main amd64 Packages",
        "security update: 0.15.1-1+deb12u1")]
    public void Whatever_is_out_of_order_is_said(string fact, string warning)
    {
        Readings.Judge(Readings.Facts(fact), Readings.Library()).Warnings.Should().ContainSingle().Which.Should().Contain(warning);
    }

    [Theory]
    [InlineData("Revert", "armed\tyes")]
    [InlineData("Revert", "transaction\tbegun")]
    [InlineData("Confirm", "transaction\tinstalled", "stock\t0.15.1-1", "secondsLeft\t300", "armed\tyes")]
    [InlineData("Confirm", "transaction\tinstalled", "stock\t0.15.1-1", "secondsLeft\t300")]
    [InlineData("Revert", "transaction\tconfirmed", "stock\t0.15.1-1")]
    [InlineData("Revert", "transaction\tconfirmed", "stock\t0.15.1-0", "ours\t0.15.1-0+0ntrace128")]
    public void A_command_that_is_printed_names_the_host_that_is_meant(string command, params string[] facts)
    {
        Readings.Judge(Readings.Facts(facts), Readings.Library()).Warnings
            .Should().ContainSingle().Which.Should().Contain($"./build.sh {command} --host sf-2 ");
    }

    [Theory]
    [InlineData("transaction\tbegun")]
    [InlineData("transaction\tconfirmed", "stock\t0.15.1-1", "ours\t0.15.1-1+0ntrace128")]
    [InlineData("transaction\tconfirmed", "stock\t0.15.1-0", "ours\t0.15.1-0+0ntrace128")]
    [InlineData("transaction\tnone", "armed\tyes")]
    public void While_somebody_is_at_work_nothing_is_called_broken_off_or_replaced(params string[] facts) =>
        Readings.Judge(Readings.Facts([.. facts, "running\tinstall since 12:00"]), Readings.Library()).Warnings
            .Should().NotContainMatch("*broken off*").And.NotContainMatch("*somebody else*").And.NotContainMatch("*switch is armed*");

    [Theory]
    [InlineData("begun")]
    [InlineData("reverting")]
    public void A_transaction_that_goes_on_is_a_warning_because_it_may_fail_and_begin_again_for_ever(string state)
    {
        var facts = Readings.Facts($"transaction\t{state}", "step\tunpack", "armed\tyes", "running\texpire since 12:00");

        Readings.Judge(facts, Readings.Library()).Findings.Should().ContainSingle(x => x.Level == CheckLevel.Warning)
            .Which.Text.Should().Be("a transaction goes on, last step unpack, at work: expire since 12:00");
    }

    [Theory]
    [InlineData("yes", "the host takes it back in 300 s unless")]
    [InlineData("no", "the host may not take it back")]
    public void The_way_back_is_promised_only_where_the_switch_is_armed(string armed, string said)
    {
        var facts = Readings.Facts("transaction\tinstalled", "stock\t0.15.1-1", "secondsLeft\t300", $"armed\t{armed}");

        var status = Readings.Judge(facts, Readings.Library());

        status.Warnings.Should().ContainSingle().Which.Should().Contain(said);
        status.Findings[0].Level.Should().Be(armed == "yes" ? CheckLevel.Warning : CheckLevel.Critical);
    }

    [Fact]
    public void Without_root_an_armed_switch_is_no_switch_without_a_transaction()
    {
        var reading = SampleHost.With(("armed", "yes"), ("folder", "/var/lib/spice-trial"), ("version", "0.15.1-1+0ntrace128"));

        var warnings = StatusJudge.Judge(reading, Readings.Builds, DateTimeOffset.UnixEpoch, withoutRoot: "no sudo").Warnings;

        warnings.Should().Contain("the switch is armed: a transaction is open, and only root sees whose")
            .And.ContainMatch("*no artifacts here know the build-id").And.NotContainMatch("*no transaction*");
    }

    [Theory]
    [InlineData("un")]
    [InlineData("rc")]
    [InlineData("")]
    public void A_package_that_is_not_installed_has_no_version(string state)
    {
        var status = Readings.Judge(Readings.Facts($"state\t{state}", "version\t"), Readings.Library(null));

        status.Package.Should().BeEquivalentTo(
            new { Version = (string?)null, State = LibraryState.Unknown, BuildId = (string?)null, Intact = (bool?)null });
        status.Warnings.Should().Contain("libspice-server1 is not installed");
    }

    [Fact]
    public void A_security_update_counts_above_the_stock_version_that_our_build_stands_for()
    {
        var facts = Readings.Facts("version\t0.15.1-1+0ntrace128",
            "archive\tlibspice-server1 | 0.15.1-1 | http://example.org/debian-security bookworm-security/main amd64 Packages");

        Readings.Judge(facts, Readings.Library(Readings.Patched)).Package.SecurityCandidate.Should().BeNull();
    }

    [Theory]
    [InlineData("0.15.2-1+b1", null)]
    [InlineData("0.15.2-1+deb13u1", "0.15.2-1+deb13u1")]
    public void A_rebuild_that_the_transaction_has_replaced_is_no_update_and_what_is_above_it_is(string served, string? candidate)
    {
        var facts = Readings.Facts(
            "version\t0.15.2-1+0ntrace128", "state\thi", "selection\thold", "candidate\t0.15.2-1+0ntrace128", "transaction\tconfirmed",
            "stock\t0.15.2-1+b1", "ours\t0.15.2-1+0ntrace128",
            $"archive\tlibspice-server1 | {served} | http://example.org/debian-security trixie-security/main amd64 Packages");

        var status = Readings.Judge(facts, Readings.Library(Readings.Patched));

        status.Package.SecurityCandidate.Should().Be(candidate);
        status.Package.State.Should().Be(LibraryState.Patched);
        status.Warnings.Should().HaveCount(candidate is null ? 0 : 1);
    }

    [Fact]
    public void A_host_whose_stock_package_is_the_archives_rebuild_is_in_good_order()
    {
        const string trixies = "66cf6fe8433feba5e8bdf10af55da7370530cdc3";

        var status = Readings.Judge(Readings.Facts("version\t0.15.2-1+b1", "candidate\t0.15.2-1+b1"),
            Readings.Library(trixies, Readings.Guest(7, "sf:1", trixies)));

        status.Package.Should().BeEquivalentTo(new { Version = "0.15.2-1+b1", State = LibraryState.Stock, TraceItems = 8 });
        status.Warnings.Should().BeEmpty();
    }

    [Fact]
    public void The_table_shows_no_character_that_could_forge_it()
    {
        var hostile = "\u001b[2Jx\r\ny\u202e" + new string('a', 500);
        var status = Readings.Judge(Readings.Facts(), Readings.Library(Readings.Stock, Readings.Guest(7, hostile)));

        var (name, _) = HostStatusTable.Rows(status).Single(x => x.Name.Contains("aaa", StringComparison.Ordinal));

        name.Should().StartWith("?[2Jx??y?").And.NotContainAny("\n", "\r", "\u001b", "\u202e");
        name.Length.Should().BeLessThan(100);
        status.Domains[0].Name.Should().Be(hostile, "programs get it as it is");
    }
}
