namespace SdkNode.Node.Configuration;

/// <summary>The hardware module that holds private keys (PKCS#11).</summary>
internal sealed class Pkcs11Options
{
    /// <summary>The module's file, such as <c>/usr/lib/softhsm/libsofthsm2.so</c>.</summary>
    public string Module { get; set; } = "";

    /// <summary>The user's PIN. Better given as <see cref="PinFile"/> or by an environment variable.</summary>
    public string? Pin { get; set; }

    /// <summary>A file whose first line is the PIN. Relative to the settings file.</summary>
    public string? PinFile { get; set; }
}
