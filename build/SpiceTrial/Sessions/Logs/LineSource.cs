namespace SpiceTrial.Sessions;

/// <summary>
/// Whose a line is, where its prefix says so: syslog's and journald's <c>HOST NAME[PID]: </c>, the name before <c>qemu-system-...: </c>
/// (<c>-msg guest-name=on</c>), a container's (<c>kubectl logs --prefix</c>, <c>docker compose logs</c>).
/// </summary>
ref struct LineSource
{
    // Of a prefix: a host's name has 64 characters, a guest's as many as it likes.
    const int Longest = 240, LongestGuest = 120;

    /// <summary>The words by which it is known.</summary>
    public ReadOnlySpan<byte> Name { get; set; }

    /// <param name="text">Of a line with a time: from the time's zone on, which is no part of a name.</param>
    /// <param name="isTimed">It has one.</param>
    /// <returns>0 where nothing tells.</returns>
    public int Of(ReadOnlySpan<byte> text, bool isTimed)
    {
        if (isTimed && text.IndexOf((byte)' ') is >= 0 and var blank)
            text = text[(blank + 1)..];
        var head = text[..Math.Min(text.Length, Longest)];
        if (Container(head) is > 0 and var container)
            return Is(head[..container]);
        var end = head.IndexOf(": "u8);
        return end < 0 ? 0 : OfHead(head[..end]);
    }

    /// <summary>Where a line goes on behind a container's name; 0 where it has none.</summary>
    public static int Container(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("[pod/"u8))
            return line.IndexOf("] "u8) + 2 is > 1 and var pod ? pod : 0;
        var bar = line[..Math.Min(line.Length, Longest)].IndexOf(" | "u8);
        return bar > 0 && !line[..bar].Contains((byte)':') ? bar + 3 : 0;
    }

    int OfHead(ReadOnlySpan<byte> head)
    {
        var program = head[(head.LastIndexOf((byte)' ') + 1)..];
        var open = program.LastIndexOf((byte)'[');
        if (open > 0 && program[^1] == ']' && LinePrefix.Number(program[(open + 1)..^1]) > 0)
        {
            // With the host, and without the times before it.
            var host = head[..^program.Length].TrimEnd((byte)' ');
            return Is(head[(host.LastIndexOf((byte)' ') + 1)..]);
        }

        if (program is [.., (byte)')'])
            return Is(program);
        return program.StartsWith("qemu"u8) || program.SequenceEqual("kvm"u8) ? Guest(head[..^program.Length].Trim((byte)' ')) : 0;
    }

    /// <summary>What stands behind the last time and a container runtime's stream.</summary>
    int Guest(ReadOnlySpan<byte> name)
    {
        for (var z = name.LastIndexOf((byte)'Z'); z > 0; z = name[..z].LastIndexOf((byte)'Z'))
        {
            if (char.IsAsciiDigit((char)name[z - 1]) && (z + 1 == name.Length || name[z + 1] == ' '))
            {
                name = name[(z + 1)..].Trim((byte)' ');
                break;
            }
        }

        if (name.StartsWith("stderr "u8) || name.StartsWith("stdout "u8))
            name = name[Math.Min(name.Length, "stderr F ".Length)..];
        return name.IsEmpty || name.Length > LongestGuest || name.ContainsAnyInRange((byte)0, (byte)31) || name.IndexOf("qemu-"u8) >= 0
            ? 0 : Is(name);
    }

    /// <summary>FNV-1a (Fowler, Noll, Vo), made negative.</summary>
    int Is(ReadOnlySpan<byte> name)
    {
        Name = name;
        var hash = 2166136261;
        foreach (var c in name)
            hash = unchecked((hash ^ c) * 16777619);
        return (int)(hash | 0x8000_0000);
    }
}
