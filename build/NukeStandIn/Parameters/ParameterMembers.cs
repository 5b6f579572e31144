using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Parameters;

/// <summary>The parameters of a build class: fields and properties of the class, its bases and its components.</summary>
static class ParameterMembers
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    internal static IEnumerable<MemberInfo> Of(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var member in In(current))
                yield return member;
        }

        foreach (var member in type.GetInterfaces().SelectMany(In))
            yield return member;
    }

    static IEnumerable<MemberInfo> In(Type type) =>
        type.GetMembers(Declared).Where(x => x is FieldInfo or PropertyInfo && x.IsDefined(typeof(ParameterAttribute), false));

    internal static MemberInfo Named(LambdaExpression expression)
    {
        var body = expression.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : expression.Body;
        return body is MemberExpression { Member: var member }
            ? member
            : throw new ArgumentException($"'{expression}' names no member");
    }

    internal static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    internal static string NameOf(MemberInfo member) =>
        (member.GetCustomAttribute<ParameterAttribute>()?.Name ?? member.Name).Replace("-", "", StringComparison.Ordinal);
}
