using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SdkNode.Security.Certificates;

/// <summary>Reads certificates without keys, such as trust anchors.</summary>
public static class CertificateFiles
{
    private static readonly string[] Extensions = [".pem", ".crt", ".cer"];

    /// <summary>Reads all certificates of a file (PEM with one or more, or DER), or of the files of a folder that end in .pem, .crt or .cer.</summary>
    /// <param name="path">A file or a folder.</param>
    /// <returns>The certificates in the order of file names and of places in them, or a fault that names the file.</returns>
    public static Result<IReadOnlyList<X509Certificate2>, CertificateFault> LoadAll(string path)
    {
        if (!Directory.Exists(path))
        {
            return LoadFile(path);
        }

        if (!TryList(path, out var files, out var unreadable))
        {
            return unreadable;
        }

        var certificates = new List<X509Certificate2>();
        foreach (var file in files)
        {
            if (!LoadFile(file).TryGet(out var loaded, out var fault))
            {
                return fault;
            }

            certificates.AddRange(loaded);
        }

        return certificates.Count > 0
            ? certificates
            : new CertificateFault(CertificateFaultKind.FileMissing, $"{path} holds no certificate; put files ending in .pem, .crt or .cer there.");
    }

    /// <summary>Reads all certificates in the octets of a file: PEM with one or more, or DER.</summary>
    /// <param name="name">What faults call it.</param>
    /// <param name="content">The octets.</param>
    public static Result<IReadOnlyList<X509Certificate2>, CertificateFault> Read(string name, byte[] content)
    {
        try
        {
            var certificates = CertificateFileReader.IsPem(content)
                ? CertificateFileReader.Certificates(CertificateFileReader.PemBlocks(CertificateFileReader.PemText(content)))
                : [X509CertificateLoader.LoadCertificate(content)];
            return certificates.Count > 0
                ? certificates
                : new CertificateFault(CertificateFaultKind.Malformed, $"{name} is PEM without a certificate; export the certificate into it.");
        }
        catch (CryptographicException)
        {
            return new CertificateFault(CertificateFaultKind.Malformed, $"{name} is no X.509 certificate in PEM or DER; export it again in one of these forms.");
        }
    }

    private static Result<IReadOnlyList<X509Certificate2>, CertificateFault> LoadFile(string path)
    {
        if (!CertificateFileReader.ReadFile(path).TryGet(out var content, out var fault))
        {
            return fault;
        }

        return Read(path, content);
    }

    private static bool TryList(string folder, out IEnumerable<string> files, out CertificateFault unreadable)
    {
        unreadable = new CertificateFault(CertificateFaultKind.FileUnreadable, $"{folder} cannot be read; let the node's user read it.");
        try
        {
            files = Directory.GetFiles(folder)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal);
            return true;
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            files = [];
            return false;
        }
    }
}
