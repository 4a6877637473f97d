using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Security.Files;

namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// The key that signs the access tokens of the embedded authorisation server: PEM (PKCS#8), made at first start, readable by its
/// owner alone. Whoever takes it away makes all tokens of this node invalid; the next start makes a new one.
/// </summary>
internal sealed class TokenSigningKey : IDisposable
{
    private const int Bits = 3072;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly RSA _rsa;

    private TokenSigningKey(RSA rsa)
    {
        _rsa = rsa;
        Key = new RsaSecurityKey(rsa);
        Key.KeyId = Base64UrlEncoder.Encode(Key.ComputeJwkThumbprint());
    }

    /// <summary>The key; its id is its thumbprint (RFC 7638).</summary>
    public RsaSecurityKey Key { get; }

    /// <summary>The key's file below the data folder.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "keys", "token-signing.key");

    /// <summary>Reads the key file, or makes it where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or others than its owner may use it; the message says what to do.</exception>
    public static TokenSigningKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
        {
            throw new InvalidDataException($"The token signing key {path} can be used by others than its owner. Run: chmod 600 {path}");
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(path));
            _ = rsa.ExportParameters(includePrivateParameters: true);
            if (rsa.KeySize < SignatureAlgorithms.LeastRsaBits)
            {
                throw new CryptographicException("It is too short.");
            }

            return new TokenSigningKey(rsa);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            rsa.Dispose();
            throw new InvalidDataException($"The token signing key {path} is no RSA private key of {SignatureAlgorithms.LeastRsaBits} bits or more in PEM. Restore it, or remove it: the next start makes a new one.", e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _rsa.Dispose();

    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var draft = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var rsa = RSA.Create(Bits))
        using (var file = new FileStream(draft, options))
        using (var writer = new StreamWriter(file))
        {
            writer.WriteLine(rsa.ExportPkcs8PrivateKeyPem());
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path);
        DirectorySync.Flush(folder);
    }
}
