using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Testing;

/// <summary>A new folder for a test's files, deleted with all in it when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder's full path.</summary>
    public string FullName { get; } = Directory.CreateTempSubdirectory("sdknode-test-").FullName;

    /// <summary>The full path of a file in the folder, which need not exist.</summary>
    public string PathOf(string name) => Path.Combine(FullName, name);

    /// <summary>Writes a file and gives its full path.</summary>
    public string File(string name, ReadOnlySpan<byte> content)
    {
        System.IO.File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>Writes a certificate as PEM and gives its full path.</summary>
    public string Pem(string name, X509Certificate2 certificate)
    {
        System.IO.File.WriteAllText(PathOf(name + ".pem"), certificate.ExportCertificatePem());
        return PathOf(name + ".pem");
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
