#!/usr/bin/env pwsh
#requires -Version 7.2
# The build on PowerShell: the same as build.sh. Linux is where the targets work.
$ErrorActionPreference = 'Stop'
$temp = '.nuke/temp'
$program = 'build/bin/Debug/_build.dll'
# Both are those of the person's session, who gets them back.
$place = Get-Location
$variables = @(Get-ChildItem Env:)
$wantedHost = $env:NUKE_HOST

function Set-Surroundings {
    # Paths on the command line are seen from where the person stands.
    $env:SPICE_TRIAL_FROM = "$PWD"
    Set-Location $PSScriptRoot
    $env:DOTNET_CLI_TELEMETRY_OPTOUT = $env:DOTNET_NOLOGO = $env:NUKE_TELEMETRY_OPTOUT = '1'
    # Diagnostics leave a socket in the temporary folder when the build is killed.
    if (-not $env:DOTNET_EnableDiagnostics) { $env:DOTNET_EnableDiagnostics = '0' }
    $env:DOTNET_CLI_UI_LANGUAGE = 'en'
    $env:DOTNET_SYSTEM_GLOBALIZATION_INVARIANT = '1'
    # Nuke binds HOST and NUKE_HOST to its own parameter "Host" (the CI host) and aborts on any other value. The others are options of
    # Status and Rollout, and names that others use for other things.
    Remove-Item Env:HOST, Env:NUKE_HOST, Env:FORMAT, Env:CHECK, Env:NAME, Env:GROUP -ErrorAction SilentlyContinue
}

function Restore-Surroundings {
    Set-Location $place
    Get-ChildItem Env: | Where-Object Name -CNotIn $variables.Name | ForEach-Object { Remove-Item "Env:$($_.Name)" }
    $variables | Where-Object { [Environment]::GetEnvironmentVariable($_.Name) -cne $_.Value } |
        ForEach-Object { Set-Item "Env:$($_.Name)" $_.Value }
}

function Fail([int] $status, [string] $what, [string] $hint) {
    [Console]::Error.WriteLine("error: $what`n  hint: $hint")
    exit $status
}

function Test-Sdk([string] $dotnet) {
    Push-Location build
    try { & $dotnet --version *> $null; $LASTEXITCODE -eq 0 } catch { $false } finally { Pop-Location }
}

function Find-Sdk {
    $name = if ($IsWindows) { 'dotnet.exe' } else { 'dotnet' }
    $local = Join-Path $PSScriptRoot ".dotnet/$name"
    $onPath = (Get-Command dotnet -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1).Source
    foreach ($candidate in @($onPath, $local)) {
        if ($candidate -and (Test-Path $candidate) -and (Test-Sdk $candidate)) { return $candidate }
    }
    $version = (Get-Content build/global.json | ConvertFrom-Json).sdk.version
    $hint = "install the .NET SDK $version or a later 10.0 by hand, so that ``dotnet --version`` works in build/"
    $platform = if ($IsLinux) {
        @{ X64 = 'linux-x64'; Arm64 = 'linux-arm64' }["$([Runtime.InteropServices.RuntimeInformation]::OSArchitecture)"]
    }
    $archive = "dotnet-sdk-$version-$platform.tar.gz"
    # What is fetched runs as root: only the very bytes of .NET's release notes do.
    $known = Get-Content build/sdk.sha512 | Where-Object { $_.EndsWith("  $archive") }
    if (-not $known) { Fail 1 "build/sdk.sha512 does not have $archive" $hint }
    try {
        Invoke-WebRequest "https://builds.dotnet.microsoft.com/dotnet/Sdk/$version/$archive" -OutFile "$temp/$archive" `
            -SslProtocol Tls12, Tls13 -TimeoutSec 1800
    } catch { Fail 1 "the .NET SDK $version can't be fetched: $_" $hint }
    if ((Get-FileHash "$temp/$archive" -Algorithm SHA512).Hash -ne $known.Split(' ')[0]) {
        Remove-Item "$temp/$archive"
        Fail 3 "the fetched $archive is not that of build/sdk.sha512, and was thrown away" "find out who changed it; or $hint"
    }
    Remove-Item .dotnet -Recurse -Force -ErrorAction SilentlyContinue
    New-Item -ItemType Directory .dotnet | Out-Null
    tar -xzf "$temp/$archive" -C .dotnet
    Remove-Item "$temp/$archive"
    if (-not (Test-Sdk $local)) { Fail 1 "the .NET SDK in $PSScriptRoot/.dotnet does not start" "see what '$local --version' says; or $hint" }
    $local
}

# Like dotnet, in build/, whose global.json counts and not one of a folder around the project. MSBuild takes every variable for a property (VERSION,
# Configuration, OutputPath): only what programs need reaches it, and names that none of its properties has (with "_").
function Invoke-Sdk([string] $dotnet, [string[]] $words) {
    $needed = 'HOME|PATH|PWD|USER|LOGNAME|SHELL|TERM|LANG|LANGUAGE|TZ|TMPDIR|TMP|TEMP|CI|HOSTNAME|KRB5CCNAME|USERPROFILE|SYSTEMROOT|WINDIR|' +
        'APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|COMSPEC|PATHEXT'
    $hidden = @(Get-ChildItem Env: | Where-Object { $_.Name -notmatch "^($needed)$" -and $_.Name -match '^(MSBUILD_|_)|^[^_]*$' })
    $hidden | ForEach-Object { Remove-Item "Env:$($_.Name)" }
    Push-Location build
    try { & $dotnet @words } finally {
        Pop-Location
        $hidden | ForEach-Object { Set-Item "Env:$($_.Name)" $_.Value }
    }
}

# A NuGet.config of a folder around the project is somebody else's. Where there is one, this project's own or else the person's is read alone.
function Get-Configuration([string] $dotnet) {
    $folder = $PSScriptRoot
    while ($folder = Split-Path $folder) {
        if (-not (Get-ChildItem $folder -File -Force -ErrorAction SilentlyContinue | Where-Object Name -EQ nuget.config)) { continue }
        $own = (Get-ChildItem $PSScriptRoot -File -Force | Where-Object Name -EQ nuget.config | Select-Object -First 1).FullName
        $user = if ($IsWindows) { "$env:APPDATA/NuGet/NuGet.Config" } else { "$HOME/.nuget/NuGet/NuGet.Config" }
        # Made by NuGet where it is not there.
        if (-not $own -and -not (Test-Path $user)) { Push-Location /; & $dotnet nuget list source *> $null; Pop-Location }
        return "-p:RestoreConfigFile=$(if ($own) { $own } else { $user })"
    }
}

function Get-Fingerprint {
    $files = Get-ChildItem build -Recurse -File -Force | Where-Object {
        $path = [IO.Path]::GetRelativePath($PSScriptRoot, $_.FullName) -replace '\\', '/'
        $path -notmatch '/(bin|obj)/|^build/(bench|SpiceTrial\.Tests[^/]*|SpiceTrial\.EndToEnd)/|packages\.lock\.json$'
    }
    $settings = Get-ChildItem .editorconfig, nuget.config -Force -ErrorAction SilentlyContinue
    $lines = @("$wantedHost") + (@($files) + @($settings) | Where-Object { $_ } | Sort-Object FullName |
        ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" })
    $bytes = [Text.Encoding]::UTF8.GetBytes($lines -join "`n")
    [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($bytes))
}

function Test-Feed([string] $dotnet) {
    Invoke-Sdk $dotnet (@('restore', 'NukeFeed/NukeFeed.csproj', '--nologo', '-v', 'quiet') + $configuration) *> "$temp/restore.log"
    $LASTEXITCODE -eq 0
}

function Test-OnlyNukeLacks {
    $errors = @(Get-Content "$temp/restore.log" | Where-Object { $_ -cmatch '(^|[ :])error[ :]' })
    $errors.Count -gt 0 -and
        -not ($errors | Where-Object { $_ -notmatch "error NU110[012]: .*(package|resolve) '?Nuke\.(Common|Components)[. ]" })
}

function Select-Nuke([string] $dotnet) {
    if ($wantedHost) { return @($wantedHost, 'NUKE_HOST says so') }
    if ((Test-Path "$temp/nuke-host") -and (Get-Content "$temp/nuke-host") -match '^standin ') {
        return @('standin', 'the package feed lacked Nuke; remembered: remove .nuke/temp/nuke-host to ask again')
    }
    if (Test-Feed $dotnet) { return @('package', 'the package feed serves Nuke') }
    if (Test-OnlyNukeLacks) { return @('standin', 'the package feed lacks Nuke') }
    Get-Content "$temp/restore.log" | Out-Host
    Fail 1 "the packages of build/_build.csproj can't be restored" 'see the messages above'
}

function Compile([string] $now) {
    $seconds = if (Test-Path "$temp/compile-seconds") { Get-Content "$temp/compile-seconds" } else { 45 }
    [Console]::Error.WriteLine("compiling the build (about $seconds s, once per change)")
    $started = Get-Date
    $dotnet = Find-Sdk
    $script:configuration = @(Get-Configuration $dotnet)
    $nuke, $reason = Select-Nuke $dotnet
    [Console]::Error.WriteLine("Nuke host: $nuke ($reason)")
    # MSBuild keeps a newer one of the other host, whose assemblies are not there.
    Remove-Item "$temp/build-stamp", build/bin/Debug/_build.deps.json -ErrorAction SilentlyContinue
    # Analyzers and documentation are left to Test, which compiles with both; profiling for a faster second minute costs the first.
    $env:DOTNET_TieredPGO = '0'
    $words = -split ('build _build.csproj --nologo -v quiet -nodeReuse:false -p:UseSharedCompilation=false ' +
        '-p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false')
    Invoke-Sdk $dotnet ($words + $configuration + "-p:NukeHost=$nuke") *> "$temp/compile.log"
    $compiled = $LASTEXITCODE -eq 0
    Remove-Item Env:DOTNET_TieredPGO
    if (-not $compiled) {
        Get-Content "$temp/compile.log" | Where-Object { $_ -match 'error|fatal' } | Sort-Object -Unique | Out-Host
        if (Select-String -Quiet -Pattern 'error NU[0-9]+:' "$temp/compile.log") {
            Fail 1 "the packages of build/_build.csproj can't be restored (Nuke host: $nuke)" 'see the messages above'
        }
        Fail 1 'the build itself does not compile' 'see the messages above; nothing was started'
    }
    if (-not $wantedHost -and -not (Test-Path "$temp/nuke-host")) { Set-Content "$temp/nuke-host" "$nuke $reason" }
    Set-Content "$temp/compile-seconds" ([int]((Get-Date) - $started).TotalSeconds)
    Set-Content "$temp/build-stamp" @($now, $dotnet)
}

function Get-CompiledBy([string] $now) {
    # Who takes it away wants the feed to be asked again.
    if (-not $wantedHost -and -not (Test-Path "$temp/nuke-host")) { return $null }
    if (-not ((Test-Path "$temp/build-stamp") -and (Test-Path $program))) { return $null }
    $stamp, $dotnet = Get-Content "$temp/build-stamp"
    if ($stamp -eq $now -and (Test-Path $dotnet)) { $dotnet }
}

try {
    Set-Surroundings
    if ($wantedHost -and $wantedHost -notin 'package', 'standin') {
        Fail 2 "NUKE_HOST is '$wantedHost'" 'NUKE_HOST=package or NUKE_HOST=standin; unset it to let the package feed decide'
    }
    New-Item -ItemType Directory -Force $temp | Out-Null
    $now = Get-Fingerprint
    if (-not (Get-CompiledBy $now)) {
        # Two runs at once must not compile at once: an open file that nobody shares is the lock.
        $lock = $null
        while (-not $lock) {
            try { $lock = [IO.File]::Open((Join-Path $PSScriptRoot "$temp/build.lock"), 'OpenOrCreate', 'ReadWrite', 'None') }
            catch [UnauthorizedAccessException] {
                Fail 1 "$temp/build.lock is another user's, and this run has to write there" "make $PSScriptRoot yours again"
            } catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
        }
        try { if (-not (Get-CompiledBy $now)) { Compile $now } } finally { $lock.Dispose() }
    }

    # Users say --host for the hypervisor, and --name=value; Nuke reads neither as meant.
    # An array even of one: of a lone string every character would be splatted.
    # --plan ID is a trial's plan; --plan alone shows what would run.
    $at = 0
    $arguments = @(foreach ($argument in $args) {
        $at++
        # A session takes 8,128 for a list of two.
        $argument = $argument -join ','
        switch -CaseSensitive -Regex ($argument) {
            '^(-h|-\?)$' { '--help'; break }
            '^--plan$' { if ("$($args[$at])" -match '^[^-]') { '--trial' } else { '--show-plan' }; break }
            '^--plan=(.*)$' { '--trial'; $Matches[1]; break }
            '^--host$' { '--hypervisor'; break }
            '^--host=(.*)$' { '--hypervisor'; $Matches[1]; break }
            '^(--[^=]*)=(.*)$' { $Matches[1]; $Matches[2]; break }
            default { $argument }
        }
    })
    $dotnet = Get-CompiledBy $now
    # What Test and Fuzz compile is restored as this was.
    $env:SPICE_TRIAL_RESTORE = Get-Configuration $dotnet
    & $dotnet $program @arguments
    exit $LASTEXITCODE
} finally { Restore-Surroundings }
