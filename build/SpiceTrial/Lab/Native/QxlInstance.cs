namespace SpiceTrial.Lab;

/// <summary>QXLInstance: the device as the server knows it.</summary>
unsafe struct QxlInstance
{
    public QxlInterface* Interface;
    public int Id;
    public nint State;
}
