using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

/// <summary>PowerShell itself, which Debian does not have: its SDK's console, compiled for the tests.</summary>
public sealed class PowerShell : IAsyncLifetime
{
    // Compiled outside of this project: 100 MB of packages that only these tests need.
    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <AssemblyName>pwsh</AssemblyName>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.PowerShell.SDK" Version="7.6.9" />
          </ItemGroup>
        </Project>
        """;

    const string Program = """
        using Microsoft.PowerShell;
        using System.Management.Automation.Runspaces;
        return ConsoleShell.Start(InitialSessionState.CreateDefault2(), "", "", args);
        """;

    readonly Scratch scratch = new();

    public string Path => scratch.File("out/pwsh");

    public async ValueTask InitializeAsync()
    {
        scratch.Write("pwsh.csproj", Project);
        scratch.Write("Program.cs", Program);
        (await Programs.RunAsync(
            new ProgramCall("dotnet", "build", "-c", "Release", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-o",
                scratch.File("out")) { WorkingDirectory = scratch.Path, Timeout = TimeSpan.FromMinutes(10) },
            CancellationToken.None)).OrThrow("PowerShell can't be compiled");
    }

    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
