using System.Diagnostics;

namespace SpiceTrial.Lab;

/// <summary>A run with a client, which connects before the guest starts: a server may not like one that comes when streams exist.</summary>
static class WatchedRun
{
    static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(20);

    /// <exception cref="ClientException">The client could not connect.</exception>
    public static ReceivedFigures Run(string ticket)
    {
        using var client = new LabClient(MainLoop.ListeningPort(), ticket);
        var waiting = Stopwatch.StartNew();
        MainLoop.RunUntil(() => client.IsReady || client.Trouble is not null || waiting.Elapsed > ToConnect);
        if (!client.IsReady)
            throw new ClientException(
                "the client could not connect: "
                    + $"{client.Trouble ?? $"the server did not show its surface within {ToConnect.TotalSeconds:0} s"}");
        VirtualClock.UseRealTime();
        SpiceServer.Start();
        MainLoop.RunUntil(() =>
        {
            QxlDevice.WakeWhenDue();
            return QxlDevice.Ended.IsSet;
        });
        // What the server says from now on belongs to no play; what it sent before still arrives.
        LogCapture.Close();
        client.End();
        MainLoop.RunUntil(() => client.IsOver);
        return client.Figures();
    }
}
