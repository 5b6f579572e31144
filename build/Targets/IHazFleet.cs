using Nuke.Common;

/// <summary>Targets that go to many hosts.</summary>
interface IHazFleet : INukeBuild
{
    [Parameter("Inventory of Ansible, as your cluster has it: a file or a folder (default: none; for Rollout that of the record)")]
    string? Inventory => TryGetValue(() => Inventory);

    [Parameter("Group of the inventory (default: hypervisors; for Rollout that of the record)")]
    string? Group => TryGetValue(() => Group);
}
