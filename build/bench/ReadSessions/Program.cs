using System.Diagnostics;
using SpiceTrial.Sessions;

// The reader of sessions alone, without the build tool around it. "idle" as its only argument: what the runtime takes for itself.
var analysis = args is ["idle"] ? new Analysis([]) : await new AnalyzeSessions(new()).RunAsync(args, CancellationToken.None);
foreach (var run in analysis.Runs.Take(3))
    Console.WriteLine($"{run.Tag}: {run.Ooms} OOMs, {run.FreeSome} free_some, {run.Creates} creates, {run.Stops} stops");
using var self = Process.GetCurrentProcess();
Console.WriteLine($"peak memory {self.PeakWorkingSet64 >> 20} MiB");
