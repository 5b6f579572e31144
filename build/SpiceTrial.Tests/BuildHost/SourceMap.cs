using System.Reflection;
using System.Runtime.CompilerServices;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace SpiceTrial.Tests.BuildHost;

/// <summary>Which types of the library use which, from its compiled code, and in which folders their sources stand.</summary>
sealed record SourceMap(IReadOnlyList<string> Rooms, IReadOnlyList<string> Unplaced, IReadOnlyList<(Place From, Place To)> Uses)
{
    public static SourceMap Of(Assembly assembly)
    {
        var files = Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories)
            .Select(x => Path.GetRelativePath(Sources(), x).Split('/'))
            .Where(x => x[0] is not ("bin" or "obj"))
            .GroupBy(x => x[^1].Split('.')[0])
            .ToDictionary(x => x.Key, x => x.Select(y => (Room: y[0], Folder: y.Length > 2 ? y[1] : "")).Distinct().ToList());
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        var types = module.Types.Where(x => x.Namespace.StartsWith("SpiceTrial.", StringComparison.Ordinal)
            && !x.Name.Contains('<')).ToList();
        var places = types.ToDictionary(x => x.FullName, x => PlaceOf(x, files));
        var uses = from type in types
            from used in All(type).SelectMany(Used).Select(Outermost).Distinct()
            where used != type.FullName && places.GetValueOrDefault(used) is not null && places[type.FullName] is not null
            select (places[type.FullName]!, places[used]!);
        return new([.. types.Select(x => x.Namespace.Split('.')[1]).Distinct()],
            [.. places.Where(x => x.Value is null).Select(x => x.Key)], [.. uses.Distinct()]);
    }

    static Place? PlaceOf(TypeDefinition type, Dictionary<string, List<(string Room, string Folder)>> files)
    {
        var name = type.Name.Split('`')[0];
        var here = files.GetValueOrDefault(name, []).Where(x => $"SpiceTrial.{x.Room}" == type.Namespace).ToList();
        return here.Count == 1 ? new(here[0].Room, here[0].Folder, name) : null;
    }

    static string Sources([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../../SpiceTrial"));

    static IEnumerable<TypeDefinition> All(TypeDefinition type) => type.NestedTypes.SelectMany(All).Prepend(type);

    static IEnumerable<TypeReference> Used(TypeDefinition type) =>
    [
        .. new[] { type.BaseType }.OfType<TypeReference>(), .. type.Interfaces.Select(x => x.InterfaceType),
        .. type.Fields.Select(x => x.FieldType), .. Attributes(type), .. type.Fields.SelectMany(Attributes),
        .. type.Properties.SelectMany(Attributes), .. type.Methods.SelectMany(Used),
    ];

    static IEnumerable<TypeReference> Used(MethodDefinition method) =>
    [
        method.ReturnType, .. method.Parameters.Select(x => x.ParameterType), .. Attributes(method),
        .. method.HasBody ? method.Body.Variables.Select(x => x.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(Used) : [],
    ];

    static IEnumerable<TypeReference> Used(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod generic => [generic.DeclaringType, generic.ReturnType, .. generic.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    static IEnumerable<TypeReference> Attributes(Mono.Cecil.ICustomAttributeProvider of) =>
        of.CustomAttributes.Select(x => x.AttributeType);

    static string Outermost(TypeReference type)
    {
        while (type is TypeSpecification { ElementType: { } element })
            type = element;
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.FullName;
    }
}
