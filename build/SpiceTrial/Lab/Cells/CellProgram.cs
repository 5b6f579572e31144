using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SpiceTrial.Lab;

/// <summary>The child process: loads one library, lets one guest run, and writes a report. Whatever the library does, only the child dies
/// of it.</summary>
public static class CellProgram
{
    /// <summary>The program's name: <c>dotnet SpiceTrial.LabCell.dll REQUEST REPORT</c>.</summary>
    public const string FileName = "SpiceTrial.LabCell.dll";

    /// <summary>Said once the library is loaded.</summary>
    public const string LoadedLine = "loaded";

    static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(20);

    static int ended;

    /// <summary>Does not return: the library's threads are ended with the process.</summary>
    public static void Run(string request, string report)
    {
        var cell = RecordFile.ReadAsync<CellRequest>(request, CancellationToken.None).GetAwaiter().GetResult();
        var guest = new Guest(cell.Scenario, cell.Seed);
        new Thread(() => Watch(cell, report)) { IsBackground = true, Name = "watch" }.Start();
        CellReport result;
        try
        {
            CommandMemory.RatesNatural = cell.RatesNatural || cell.RealTime;
            if (cell.RealTime)
                VirtualClock.UseRealTime();
            using var listener = cell.WithClient ? new TcpListener(IPAddress.Loopback, 0) : null;
            listener?.Start();
            var ticket = Guid.NewGuid().ToString("N");
            SpiceServer.Prepare(cell, guest, listener, ticket, () => Console.Out.WriteLine(LoadedLine));
            var client = listener is null ? RunAlone(cell.RealTime) : RunWatched((IPEndPoint)listener.LocalEndpoint, ticket);
            result = QxlDevice.Trouble is { } trouble
                ? new(CellOutcome.WrongAbi, trouble, []) : new(CellOutcome.Ran, null, guest.Plays) { Client = client };
        }
        catch (WrongAbiException e)
        {
            result = new(CellOutcome.WrongAbi, e.Message, []);
        }
        catch (ClientException e)
        {
            result = new(CellOutcome.ClientRefused, e.Message, []);
        }
        catch (DllNotFoundException e)
        {
            // The loader says which library or symbol is missing.
            result = new(CellOutcome.WrongAbi, $"the library can't be loaded: {Reason(e)}", []);
        }

        End(report, result);
    }

    static ReceivedFigures? RunAlone(bool realTime)
    {
        SpiceServer.Start();
        while (!QxlDevice.Ended.Wait(realTime ? 1 : Timeout.Infinite))
            QxlDevice.WakeWhenDue();
        return null;
    }

    // The client connects before the guest starts: a server may not like one that comes when streams exist.
    static ReceivedFigures RunWatched(IPEndPoint server, string ticket)
    {
        using var client = new LabClient(server, ticket);
        var waiting = Stopwatch.StartNew();
        MainLoop.RunUntil(() => client.IsReady || client.Trouble is not null || waiting.Elapsed > ToConnect);
        if (!client.IsReady)
            throw new ClientException("the client could not connect: "
                + (client.Trouble ?? $"the server did not show its surface within {ToConnect.TotalSeconds:0} s"));
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

    // A library that calls nobody for so long is hung, wherever it is: in its constructor, in the set-up, or in the worker.
    static void Watch(CellRequest cell, string report)
    {
        var (seen, since) = (-1L, Stopwatch.StartNew());
        while (since.Elapsed.TotalSeconds < cell.HangSeconds)
        {
            Thread.Sleep(100);
            var progress = QxlDevice.Calls + LogCapture.Count;
            if (progress != seen)
                (seen, since) = (progress, Stopwatch.StartNew());
        }

        End(report, new(CellOutcome.Hung,
            $"no call from the library for {cell.HangSeconds:0.#} s, at {VirtualClock.Now / 1e9:0.###} s of the run; its last words: "
                + $"{LogCapture.Last ?? "none"}", []));
    }

    static void End(string report, CellReport result)
    {
        // The watch and the run may both want to: the first one has the word.
        if (Interlocked.Exchange(ref ended, 1) == 1)
            Thread.Sleep(Timeout.Infinite);
        LogCapture.Close();
        using var self = Process.GetCurrentProcess();
        var cost = new CellCost(
            Math.Round(self.TotalProcessorTime.TotalSeconds, 2), Math.Round(self.PeakWorkingSet64 / 1024.0 / 1024.0, 1));
        RecordFile.WriteAsync(report, result with { Cost = cost }, CancellationToken.None).GetAwaiter().GetResult();
        CLibrary.ExitNow(0);
    }

    // The runtime's message lists every name that it tried; the loader's own reason is the first line that names the file.
    static string Reason(DllNotFoundException e) =>
        e.Message.Split('\n').FirstOrDefault(x => x.Contains("cannot open", StringComparison.Ordinal)
            || x.Contains("undefined symbol", StringComparison.Ordinal) || x.Contains("version `", StringComparison.Ordinal))?.Trim()
            ?? e.Message;
}
