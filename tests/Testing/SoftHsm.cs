using System.Runtime.InteropServices;

namespace SdkNode.Testing;

/// <summary>SoftHSM with a token of this process's own. A module of PKCS#11 is loaded once in a process, so that all tests of it share the one.</summary>
public static partial class SoftHsm
{
    /// <summary>The user's PIN of every token.</summary>
    public const string Pin = "8642";

    private static readonly string[] s_places = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"];
    private static readonly Lazy<Task<TemporaryFolder>> s_folder = new(PrepareAsync);

    /// <summary>The module's file.</summary>
    public static string Module => s_places.FirstOrDefault(File.Exists) ?? s_places[0];

    /// <summary>The label of the token that tests share; each names its keys apart. Skips the test where SoftHSM is not installed.</summary>
    public static async Task<string> TokenAsync()
    {
        _ = await s_folder.Value;
        return "SDK test";
    }

    /// <summary>The label of a token that no test logs in to.</summary>
    public static async Task<string> UntouchedTokenAsync()
    {
        _ = await s_folder.Value;
        return "untouched";
    }

    /// <summary>The environment with which another program sees the same tokens.</summary>
    public static async Task<string> EnvironmentAsync() => $"SOFTHSM2_CONF={(await s_folder.Value).PathOf("softhsm2.conf")}";

    // Tokens that are made after the module was loaded it does not see.
    private static async Task<TemporaryFolder> PrepareAsync()
    {
        ExternalProgram.Require("softhsm2-util");
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var settings = folder.PathOf("softhsm2.conf");
        Directory.CreateDirectory(folder.PathOf("tokens"));
        await File.WriteAllTextAsync(settings, $"directories.tokendir = {folder.PathOf("tokens")}\nobjectstore.backend = file\nlog.level = ERROR\n");
        foreach (var label in new[] { "SDK test", "untouched" })
        {
            var made = await ExternalProgram.RunAsync("env", [$"SOFTHSM2_CONF={settings}", "softhsm2-util", "--init-token", "--free", "--label", label, "--pin", Pin, "--so-pin", "13579"]);
            if (made.ExitCode != 0)
            {
                throw new InvalidOperationException(made.Text + made.Error);
            }
        }

        // The module reads the process's own environment, which .NET's copy does not change.
        _ = SetEnvironment("SOFTHSM2_CONF", settings, 1);
        return folder;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
