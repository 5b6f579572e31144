using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>What a component interface sees of the build that it is part of.</summary>
public interface INukeBuild
{
    AbsolutePath RootDirectory { get; }

    /// <summary><c>.nuke/temp</c> below the root; ignored by git.</summary>
    AbsolutePath TemporaryDirectory { get; }

    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }

    /// <summary>Adds pairs to the row of the running target in the summary.</summary>
    void ReportSummary(Configure<Dictionary<string, string>>? configurator = null);

    /// <summary>The value of the parameter that the expression names, or null.</summary>
    T? TryGetValue<T>(Expression<Func<T?>> parameterExpression)
        where T : class;

    /// <summary>The value of the parameter that the expression names, or the type's default; for value types.</summary>
    T? TryGetValue<T>(Expression<Func<object?>> parameterExpression);
}
