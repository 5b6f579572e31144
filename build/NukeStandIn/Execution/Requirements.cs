using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>Checks before anything runs that every required parameter has a value and every required condition holds.</summary>
static class Requirements
{
    /// <exception cref="InvalidOperationException">One is not met.</exception>
    internal static void Check(NukeBuild build, IEnumerable<ExecutableTarget> targets)
    {
        foreach (var member in ParameterMembers.Of(build.GetType()).Where(x => x.IsDefined(typeof(RequiredAttribute))))
            NotNull(build, member, $"Member '{member.Name}' is required");
        foreach (var target in targets)
        {
            foreach (var requirement in target.Definition.Requirements)
                Check(build, target, requirement);
        }
    }

    static void Check(NukeBuild build, ExecutableTarget target, LambdaExpression requirement)
    {
        if (requirement is Expression<Func<bool>> condition)
        {
            if (!condition.Compile(preferInterpretation: true)())
                throw new InvalidOperationException($"Target '{target.Name}' requires '{condition.Body}'");
        }
        else
        {
            NotNull(build, ParameterMembers.Named(requirement), $"Target '{target.Name}' requires member");
        }
    }

    static void NotNull(NukeBuild build, MemberInfo member, string complaint)
    {
        var value = member is FieldInfo field ? field.GetValue(build) : ((PropertyInfo)member).GetValue(build);
        if (value is null)
            throw new InvalidOperationException(
                $"{complaint} '{member.Name}' to be not null (option --{ParameterMembers.Dashed(ParameterMembers.NameOf(member))})");
    }
}
