using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SdkNode.Node.Store;
using SdkNode.Security.Files;

namespace SdkNode.Node.Api.Authorization;

/// <summary>
/// The key that signs the access tokens of the embedded authorisation server. All nodes of a store have the same: a secret of the
/// store, sealed by the node key. Whoever takes its row away makes all tokens invalid; the next start makes a new one.
/// </summary>
internal sealed class TokenSigningKey : IDisposable
{
    /// <summary>The name of the store's secret.</summary>
    public const string SecretName = "token-signing-key";

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

    /// <summary>Where versions before this one kept it, below the data folder.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "keys", "token-signing.key");

    /// <summary>
    /// The key of the store: made by the first node that starts, or taken over from the file of a version that kept it there. The
    /// file goes once the row is committed.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged, or others than its owner may use it; the message says what to do.</exception>
    public static async Task<TokenSigningKey> OpenAsync(SecretStore secrets, string dataFolder, CancellationToken cancellationToken)
    {
        var path = PathIn(dataFolder);
        var pkcs8 = await secrets.GetOrAddAsync(SecretName, () => File.Exists(path) ? ReadFile(path) : Make(), cancellationToken);
        try
        {
            var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(pkcs8, out _);
            if (File.Exists(path))
            {
                File.Delete(path);
                DirectorySync.Flush(Path.GetDirectoryName(path)!);
            }

            return new TokenSigningKey(rsa);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _rsa.Dispose();

    private static byte[] Make()
    {
        using var rsa = RSA.Create(Bits);
        return rsa.ExportPkcs8PrivateKey();
    }

    private static byte[] ReadFile(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
        {
            throw new InvalidDataException($"The token signing key {path} can be used by others than its owner. Run: chmod 600 {path}");
        }

        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(path));
            return rsa.KeySize >= SignatureAlgorithms.LeastRsaBits ? rsa.ExportPkcs8PrivateKey() : throw new CryptographicException("It is too short.");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"The token signing key {path} is no RSA private key of {SignatureAlgorithms.LeastRsaBits} bits or more in PEM. Restore it, or remove it: the next start makes a new one.", e);
        }
    }
}
