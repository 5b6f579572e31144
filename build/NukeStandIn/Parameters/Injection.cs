using System.Reflection;

namespace Nuke.Common.Parameters;

/// <summary>Puts values into the fields and settable properties of the build class.</summary>
static class Injection
{
    internal static void Into(NukeBuild build)
    {
        foreach (var member in ParameterMembers.Of(build.GetType()))
        {
            if (member is FieldInfo { IsStatic: false } field && ParameterValues.OfThisProcess.Find(member) is { } value)
                field.SetValue(build, value);
            else if (member is PropertyInfo { CanWrite: true, DeclaringType.IsInterface: false } property && !property.GetMethod!.IsStatic
                && ParameterValues.OfThisProcess.Find(member) is { } set)
                property.SetValue(build, set);
        }
    }
}
