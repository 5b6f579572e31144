namespace SpiceTrial.Hosts;

/// <summary>How a status is told.</summary>
public enum StatusFormat
{
    /// <summary>To a person.</summary>
    Table,

    /// <summary>As <c>status.json</c>.</summary>
    Json,

    /// <summary>In Prometheus' exposition format, for the textfile collector of node-exporter.</summary>
    Prometheus,
}
