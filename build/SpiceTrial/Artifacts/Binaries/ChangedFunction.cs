namespace SpiceTrial.Artifacts;

/// <summary>A function that differs, and what of the ring explains it; <c>null</c> when nothing does.</summary>
sealed record ChangedFunction(FunctionCode Control, FunctionCode Patched, string? Explanation)
{
    /// <summary>Whether it is compiled into other instructions, not only other numbers in them.</summary>
    public bool IsReshaped => Explanation is ConstantTrace.OnTheRing;

    /// <summary>The first instruction that differs, of both.</summary>
    public string First
    {
        get
        {
            var at = Control.Code.Zip(Patched.Code).TakeWhile(x => x.First == x.Second).Count();
            return $"{Control.Code.ElementAtOrDefault(at) ?? "its end"} is {Patched.Code.ElementAtOrDefault(at) ?? "its end"}";
        }
    }
}
