namespace SpiceTrial.Lab;

/// <summary>
/// The guest's heap for draws and QEMU's way of giving memory back: released draws wait in the device until 32 of them are there or
/// a flush asks for them (hw/display/qxl.c: interface_release_resource, interface_flush_resources, QXL_FREE_BUNCH_SIZE).
/// A model: fragmentation and the guest kernel's own delays are not in it.
/// </summary>
sealed class GuestMemory(double capacity)
{
    const int Bunch = 32;

    double used;
    double waiting;
    int waitingCount;

    /// <summary>Takes memory for a draw, or refuses.</summary>
    public bool TryTake(double bytes)
    {
        if (used + bytes > capacity)
            return false;
        used += bytes;
        return true;
    }

    /// <summary>The server is done with a draw.</summary>
    public void Release(double bytes)
    {
        waiting += bytes;
        if (++waitingCount == Bunch)
            HandBack();
    }

    /// <summary>A flush: hands back what waits, and says how many draws that were.</summary>
    public int HandBack()
    {
        var count = waitingCount;
        used -= waiting;
        (waiting, waitingCount) = (0, 0);
        return count;
    }
}
