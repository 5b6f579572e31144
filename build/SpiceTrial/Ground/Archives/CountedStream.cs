namespace SpiceTrial.Ground;

/// <summary>Counts what comes out of an archive against what its input may cost.</summary>
sealed class CountedStream(Stream inner, InputBudget budget) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Take(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
