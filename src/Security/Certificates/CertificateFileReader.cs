using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SdkNode.Security.Certificates;

/// <summary>Reads the octets of certificate and key files and the certificates in PEM text.</summary>
internal static class CertificateFileReader
{
    private const int MaxFileBytes = 4 * 1024 * 1024;
    private const string CertificateLabel = "CERTIFICATE";

    public static Result<byte[], CertificateFault> ReadFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return new CertificateFault(CertificateFaultKind.FileMissing, $"{path} does not exist; correct the path or put the file there.");
            }

            return file.Length <= MaxFileBytes
                ? File.ReadAllBytes(path)
                : new CertificateFault(CertificateFaultKind.Malformed, $"{path} has {file.Length} bytes, which is no certificate or key file; correct the path.");
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            return new CertificateFault(CertificateFaultKind.FileUnreadable, $"{path} cannot be read; let the node's user read it. {fault.Message}");
        }
    }

    public static bool IsPem(ReadOnlySpan<byte> content) => content.IndexOf("-----BEGIN "u8) >= 0;

    public static string PemText(ReadOnlySpan<byte> content) => Encoding.Latin1.GetString(content);

    /// <summary>The PEM blocks of a text in order: label and the block itself.</summary>
    public static List<(string Label, string Pem)> PemBlocks(string text)
    {
        var blocks = new List<(string, string)>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var found))
        {
            blocks.Add((rest[found.Label].ToString(), rest[found.Location].ToString()));
            rest = rest[found.Location.End..];
        }

        return blocks;
    }

    /// <summary>The certificates among PEM blocks, in order.</summary>
    /// <exception cref="CryptographicException">One of them is no certificate.</exception>
    public static List<X509Certificate2> Certificates(IEnumerable<(string Label, string Pem)> blocks) =>
        [.. blocks.Where(block => block.Label == CertificateLabel).Select(block => X509Certificate2.CreateFromPem(block.Pem))];
}
