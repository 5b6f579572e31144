using SpiceTrial.Lab;
using SpiceTrial.Trial;

namespace SpiceTrial.Testing;

/// <summary>Whether a guest really boots with KVM here: there are machines that have the device and whose guests never come to their first
/// instruction.</summary>
static class KvmTrial
{
    /// <summary>With KVM a kernel writes its first message within two seconds.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static string Words(bool withKvm) => withKvm ? "with KVM" : "emulated";

    public static async Task<bool> WorksAsync(
        RehearsalStage stage, Scenario scenario, IChainOutput output, CancellationToken cancellationToken)
    {
        var guest = new TestGuest("kvm-trial", scenario, 1, 1) { WithKvm = true };
        var why = "a guest does not come to its kernel's first message with KVM";
        if (!File.Exists(stage.Host.At("/dev/kvm")))
            why = "there is no /dev/kvm";
        else
        {
            try
            {
                await stage.Host.DefineXmlAsync(guest.Definition(), cancellationToken);
                await stage.Host.StartDomainAsync(guest.Name, cancellationToken);
                var guestSays = new GuestPerformance(stage, guest, output);
                for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(500, cancellationToken))
                {
                    if (guestSays.HasBegun)
                    {
                        output.Phase("guests run with KVM");
                        return true;
                    }
                }
            }
            catch (TrialException e)
            {
                why = e.What;
            }
            finally
            {
                await stage.Host.RunAsync(["virsh", "--quiet", "destroy", "--domain", guest.Name], CancellationToken.None);
            }
        }

        output.Phase($"guests run emulated: {Printable.Show(why, 300, keepsEnd: true)}");
        return false;
    }
}
