using System.Reflection;
using System.Runtime.CompilerServices;
using FluentAssertions;
using Mono.Cecil;
using Nuke.Common;
using Xunit;

namespace SpiceTrial.Tests.BuildHost;

public sealed class StandInSurfaceTests
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_stand_in_has_no_public_member_that_the_build_does_not_use()
    {
        // The real build and that of the tests are one assembly.
        using var build = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "SpiceTrial.Tests.SampleBuild.dll"));
        var used = build.GetMemberReferences().OfType<MethodReference>()
            .Select(x => $"{x.DeclaringType.Name}.{x.Name}`{x.GenericParameters.Count}({x.Parameters.Count})").ToHashSet();

        typeof(NukeBuild).Assembly.ExportedTypes.Where(x => !x.IsEnum && !x.IsSubclassOf(typeof(Delegate)))
            .SelectMany(x => x.GetMethods(Declared)).Where(x => !IsOfItself(x))
            .Select(x => $"{x.DeclaringType!.Name}.{x.Name}`{x.GetGenericArguments().Length}({x.GetParameters().Length})")
            .Should().BeSubsetOf(used);
    }

    /// <summary>What the runtime, the compiler, the stand-in's interface or the command line asks for.</summary>
    static bool IsOfItself(MethodInfo method) => method.IsDefined(typeof(CompilerGeneratedAttribute))
            && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        // Named arguments of an attribute are no calls.
        || method.DeclaringType!.IsSubclassOf(typeof(Attribute))
        || method.GetBaseDefinition().DeclaringType == typeof(object)
        || typeof(INukeBuild).GetMethods().Any(x => x.Name == method.Name) && method.DeclaringType == typeof(NukeBuild)
        || method.DeclaringType!.GetProperties(Declared).Any(x => x.GetAccessors().Contains(method)
            && (x.IsDefined(typeof(ParameterAttribute)) || typeof(INukeBuild).GetProperty(x.Name) is not null));
}
