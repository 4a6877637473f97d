using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Reads certificates without keys, such as trust anchors.</summary>
public static class CertificateFiles
{
    /// <summary>Reads all certificates of a file (PEM with one or more, or DER), or of the files of a folder that end in .pem, .crt or .cer.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <returns>The certificates in the order of files and of places in them, or a fault that names the file.</returns>
    public static Result<IReadOnlyList<X509Certificate2>, CertificateFault> LoadAll(string path) => throw new NotImplementedException();
}
