namespace SpiceTrial.Testing;

public enum TestHostSudo
{
    WithoutPassword,

    /// <summary>With <see cref="TestHostLogin.Password"/>.</summary>
    WithPassword,

    /// <summary>The user is in no sudoers file.</summary>
    None,
}
