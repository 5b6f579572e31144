using System.Reflection;
using Nuke.Common;

/// <summary>Reads from the build class and its components what the command line may say; the same with either Nuke.</summary>
static class BuildCommandLine
{
    const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    // Users say --host, and the launchers write what Nuke does not take for its own.
    static readonly Dictionary<string, string> LauncherNames =
        new(StringComparer.Ordinal) { ["Hypervisor"] = "--host", ["Trial"] = "--plan", ["ShowPlan"] = "--plan" };

    // Not in both hosts, or not the same there: whoever types these learns that they are unknown.
    static readonly string[] OfOneHost = ["Continue", "Partition", "Plan"];

    // Answered before Nuke starts, which has one of its own.
    static readonly OptionSpec Help = new("Help", ValueKind.Truth, [], IsSwitch: true)
    {
        IsOfHost = true, Description = "Shows this, or behind a target that target's options.",
    };

    /// <param name="build">The build class.</param>
    /// <param name="defaultTarget">What runs where no target is named.</param>
    internal static CommandLineSpec Of(Type build, string defaultTarget)
    {
        var types = Lineage(build).Concat(build.GetInterfaces()).ToList();
        var targets = types.SelectMany(x => x.GetProperties(Declared))
            .Where(x => x.PropertyType == typeof(Target) && !x.Name.Contains('.', StringComparison.Ordinal))
            .DistinctBy(x => x.Name)
            .Select(x => new TargetSpec(x.Name)
            {
                Reads = OptionReaders.Of(x.DeclaringType!), Help = x.GetCustomAttribute<TargetHelpAttribute>(),
            })
            .ToList();
        var members =
            from type in types
            from member in type.GetMembers(Declared)
            where member is FieldInfo or PropertyInfo
            let parameter = member.GetCustomAttribute<ParameterAttribute>(inherit: false)
            where parameter is not null && !(type == typeof(NukeBuild) && OfOneHost.Contains(member.Name))
            select Option(build, member, parameter, [.. targets.Select(x => x.Name)])
                with
            {
                IsOfHost = type == typeof(NukeBuild) || type == typeof(GuardedBuild),
                LauncherName = LauncherNames.GetValueOrDefault(member.Name),
                Description = parameter.Description,
            };
        return new(targets, [.. members.Prepend(Help).DistinctBy(x => x.Name).OrderBy(x => x.Name, StringComparer.Ordinal)])
        {
            DefaultTarget = defaultTarget,
        };
    }

    static IEnumerable<Type> Lineage(Type build)
    {
        for (var type = build; type is not null && type != typeof(object); type = type.BaseType)
            yield return type;
    }

    static OptionSpec Option(Type build, MemberInfo member, ParameterAttribute parameter, List<string> targets)
    {
        var name = (parameter.Name ?? member.Name).Replace("-", "", StringComparison.Ordinal);
        var declared = member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
        if (member.DeclaringType == typeof(NukeBuild) && OfHost(name, declared, targets) is { } known)
            return known;
        var item = declared.IsArray ? declared.GetElementType()! : declared;
        var type = Nullable.GetUnderlyingType(item) ?? item;
        return new(name, KindOf(type), Allowed(build, type, parameter), type == typeof(bool) && !declared.IsArray, declared.IsArray)
        {
            Separator = parameter.Separator is { Length: 1 } separator ? separator[0] : null,
        };
    }

    /// <summary>Nuke's own parameters whose members have another type than what is typed.</summary>
    static OptionSpec? OfHost(string name, Type type, List<string> targets) => name switch
    {
        "Target" => new(name, ValueKind.Text, targets, IsList: true),
        "Skip" => new(name, ValueKind.Text, targets, IsList: true) { IsValueOptional = true },
        "Profile" => new(name, ValueKind.Text, [], IsList: true),
        "Host" => new(name, ValueKind.Text, ["Terminal", "GitHubActions", "GitLab"])
        {
            Hint = "the hypervisor is --hypervisor NAME (./build.sh also takes --host NAME); here --host is the CI host, usually found by "
                + "itself",
        },
        _ when type == typeof(bool) || type.IsEnum => null,
        _ => new(name, ValueKind.Text, []) { IsValueOptional = name == "Root" },
    };

    static ValueKind KindOf(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => ValueKind.Text,
        TypeCode.Int32 => ValueKind.Whole,
        TypeCode.Int64 => ValueKind.LongWhole,
        TypeCode.Double or TypeCode.Single or TypeCode.Decimal => ValueKind.Number,
        TypeCode.Boolean => ValueKind.Truth,
        _ => ValueKind.Text,
    };

    static string[] Allowed(Type build, Type type, ParameterAttribute parameter)
    {
        if (type.IsEnum)
            return type.GetEnumNames();
        if (parameter.ValueProviderMember is not { } provider)
            return [];
        // No build exists yet: the values have to come from a static member. Its type is the one that Nuke itself accepts: another
        // one works here but makes every run with Nuke's packages warn.
        const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;
        var owner = parameter.ValueProviderType ?? build;
        var property = owner.GetProperty(provider, Statics);
        if (property?.PropertyType != typeof(IEnumerable<string>))
            throw new InvalidOperationException($"{owner.Name}.{provider} is no static property of type IEnumerable<string>");
        return [.. (IEnumerable<string>)property.GetValue(null)!];
    }
}
