using System.Reflection;
using Nuke.Common;

/// <summary>Which options a target reads, from the component that declares it.</summary>
static class OptionReaders
{
    /// <summary>Names of parameters; <c>null</c> for a target of the build class itself, which has all of them in hand.</summary>
    internal static IReadOnlyList<string>? Of(Type component)
    {
        if (!component.IsInterface)
            return null;
        var own = component.GetCustomAttribute<AlsoReadsAttribute>();
        var others = own is { Only: true } ? [] : component.GetInterfaces().Select(x => x.GetCustomAttribute<AlsoReadsAttribute>());
        AlsoReadsAttribute[] also = [.. others.Append(own).OfType<AlsoReadsAttribute>()];
        return [.. Parameters(component).Concat(also.SelectMany(x => x.Names))
            .Concat(also.SelectMany(x => x.From is null ? [] : Parameters(x.From))).Except(own?.Not ?? []).Distinct()];
    }

    static IEnumerable<string> Parameters(Type component) => component.GetInterfaces().Append(component)
        .SelectMany(x => x.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(x => x.IsDefined(typeof(ParameterAttribute), inherit: false))
        .Select(x => x.Name);
}
