using System.Security.Cryptography;

namespace SpiceTrial.Hosts;

/// <summary>
/// How commands become root's on one host: directly where the user is root, through sudo without password where it allows that, else
/// with a password that is asked for once. The password travels on the command's standard input only: no argument list, environment
/// or file on either side ever has it.
/// </summary>
sealed partial class RootAccess(IHostConnection connection, string user, Secrets secrets) : IDisposable
{
    const int Tries = 3;
    const int NoSuchProgram = 127;

    /// <summary>
    /// Drops the input up to the marker, then becomes the command. sudo takes the first line for the password, unless this very
    /// command is allowed without: then the password must not reach the command as its input.
    /// </summary>
    const string AfterMarker = """while IFS= read -r line; do [ "$line" = "$1" ] && break; done; shift; exec "$@" """;

    readonly SemaphoreSlim once = new(1);
    Way? way;

    enum Way
    {
        Direct,
        SudoFree,
        SudoPassword,
    }

    string Password { get; set; } = "";

    /// <exception cref="TrialException">The user can't become root: no sudo, not allowed, or no right password.</exception>
    public async Task<(IReadOnlyList<string> Words, string? Input)> WrapAsync(RemoteCommand command, CancellationToken cancellationToken)
    {
        await once.WaitAsync(cancellationToken);
        try
        {
            way ??= await FindAsync(cancellationToken);
        }
        finally
        {
            once.Release();
        }

        if (way != Way.SudoPassword)
            return (way == Way.Direct ? command.Words : ["sudo", "-n", "--", "env", "LC_ALL=C.UTF-8", .. command.Words], command.Input);
        var marker = RandomNumberGenerator.GetHexString(32, lowercase: true);
        return (
            [.. WithPassword, "env", "LC_ALL=C.UTF-8", "sh", "-c", AfterMarker, "sh", marker, .. command.Words],
            $"{Password}\n{marker}\n{command.Input}");
    }

    public void Dispose() => once.Dispose();

    // -k: never from the cache, so that the first line of the input is always the password's.
    static string[] WithPassword => ["sudo", "-S", "-k", "-p", "", "--"];

    async Task<Way> FindAsync(CancellationToken cancellationToken)
    {
        if ((await connection.RunAsync(new RemoteCommand("id", "-u"), cancellationToken)).Output.Trim() == "0")
            return Way.Direct;

        var free = await connection.RunAsync(new RemoteCommand("sudo", "-k", "-n", "--", "true"), cancellationToken);
        if (free.ExitStatus == 0)
            return Way.SudoFree;
        if (free.ExitStatus == NoSuchProgram)
            throw NotRoot("the host has no sudo", "Log in as root (`User root` in the ssh configuration), or install sudo on the host.");
        // sudo says "a password is required", sudo-rs "interactive authentication is required".
        if (!WantsSecret().IsMatch(free.Error))
            throw NotRoot(Said(free), $"`ssh {connection.Host} sudo true` shows it.");

        await AskAsync(cancellationToken);
        return Way.SudoPassword;
    }

    async Task AskAsync(CancellationToken cancellationToken)
    {
        var said = "";
        var thing = $"sudo {user}@{connection.Host}";
        for (var tries = 0; tries < Tries; tries++)
        {
            var answer = tries == 0 && secrets.Known(thing) is { } known
                ? known
                : await secrets.AskAsync(
                    $"{(tries > 0 ? "Wrong. " : "")}Password of {user} for sudo on {connection.Host}", cancellationToken);
            if (answer is null)
            {
                throw NotRoot(
                    "sudo wants a password and there is no terminal to ask on",
                    $"Run it on a terminal, or let {user} use sudo without a password (`{user} ALL=(ALL) NOPASSWD: ALL` by `visudo` on "
                        + "the host), or log in as root.");
            }

            if (answer.AsSpan().ContainsAny('\n', '\0'))
                throw NotRoot("this is no password", "Type it again.");
            var result = await connection.RunAsync(
                new RemoteCommand([.. WithPassword, "true"]) { Input = answer + "\n" }, cancellationToken);
            if (result.ExitStatus == 0)
            {
                Password = answer;
                secrets.Remember(thing, answer);
                return;
            }

            said = Said(result);
            // Only a wrong password is worth another try; who may not use sudo at all hears so after a right one.
            if (!WasWrong().IsMatch(result.Error))
                throw NotRoot(
                    said, $"An administrator of the host adds {user} to sudo's users (`adduser {user} sudo`), or log in as root.");
        }

        throw NotRoot($"sudo does not take the password: {said}", $"`ssh -t {connection.Host} sudo true` shows it.");
    }

    TrialException NotRoot(string why, string hint) =>
        new($"{user} can't become root on the host: {why}", connection.Host, hint, cause: new NoRootException(why));

    [GeneratedRegex("password|authentication is required", RegexOptions.IgnoreCase)]
    private static partial Regex WantsSecret();

    [GeneratedRegex("password attempt|no password|authentication (failed|attempt)|incorrect password", RegexOptions.IgnoreCase)]
    private static partial Regex WasWrong();

    static string Said(RemoteResult result) =>
        Printable.Show(result.Error.Trim() is { Length: > 0 } text ? text.Split('\n')[^1] : $"sudo ended with {result.ExitStatus}", 300);
}
