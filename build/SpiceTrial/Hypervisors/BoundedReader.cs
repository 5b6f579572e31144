using System.Text;

namespace SpiceTrial.Hypervisors;

/// <summary>Reads a stream from elsewhere to its end, but not without end.</summary>
static class BoundedReader
{
    const int Limit = 16 << 20;

    /// <exception cref="TrialException">More than 16 MiB.</exception>
    public static Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            using var kept = new MemoryStream();
            var buffer = new byte[64 << 10];
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await kept.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                if (kept.Length > Limit)
                    throw new TrialException($"A command on the host printed more than {Limit >> 20} MiB", hint: "Run it on the host by hand to see what it prints.");
            }

            return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
        },
        cancellationToken);
}
