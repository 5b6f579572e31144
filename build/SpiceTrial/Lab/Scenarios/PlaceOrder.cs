namespace SpiceTrial.Lab;

public enum PlaceOrder
{
    /// <summary>One place after the other.</summary>
    RoundRobin,

    /// <summary>Any place each time.</summary>
    Random,
}
