namespace Nuke.Common.Execution;

/// <summary>Where a target stands.</summary>
enum ExecutionStatus
{
    None,
    Scheduled,
    NotRun,
    Skipped,
    Succeeded,
    Failed,
    Running,

    /// <summary>It only gathers others: nothing of its own to run.</summary>
    Collective,
}
