using System.Reflection;
using System.Runtime.CompilerServices;
using Nuke.Common;

/// <summary>Tells Nuke what the help says of a target, for its plan.</summary>
static class TargetDescriptions
{
    /// <remarks>Called in the target's declaration: the caller's name is the target's.</remarks>
    internal static ITargetDefinition Described<T>(this ITargetDefinition definition, [CallerMemberName] string target = "") =>
        definition.Description(typeof(T).GetProperty(target)!.GetCustomAttribute<TargetHelpAttribute>()!.Does);
}
