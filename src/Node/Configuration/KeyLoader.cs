using System.Security.Cryptography.X509Certificates;
using SdkNode.Security.Certificates;
using SdkNode.Security.Pkcs11;

namespace SdkNode.Node.Configuration;

/// <summary>Loads the keys and certificates that the settings name and gathers what is wrong with them.</summary>
internal sealed class KeyLoader(Settings settings, CertificateVerifier verifier, bool development)
{
    private readonly List<ConfigurationFault> _faults = [];
    private Pkcs11Token? _pkcs11;

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<ConfigurationFault> Faults => _faults;

    /// <summary>The hardware module; null where there is none, or where it is wrong, which is a fault.</summary>
    public Pkcs11Token? Pkcs11
    {
        get
        {
            if (_pkcs11 is null && settings.Options.Pkcs11 is { } options && SecretReader.Read("Pkcs11:PinFile", options.Pin, options.PinFile, settings, _faults) is { } pin
                && !Pkcs11Token.Open(options.Module, pin).TryGet(out _pkcs11, out var fault) && !_faults.Exists(known => known.Key == "Pkcs11:Module"))
            {
                Add("Pkcs11:Module", options.Module, fault.Detail, fault.Remedy);
            }

            return _pkcs11;
        }
    }

    /// <summary>Loads a key and checks that its certificate comes from where its purpose demands. Null after a fault, and where the settings leave it to the store.</summary>
    public async Task<KeyPair?> LoadAsync(string key, KeyFileOptions options, TrustPolicy trust, CancellationToken cancellationToken)
    {
        if (options.IsLeftOut)
        {
            return null;
        }

        if (string.IsNullOrEmpty(options.Path))
        {
            Add($"{key}:Path", null, "It is missing.", $"Name the PKCS#12 or PEM file with the {trust.Purpose} key and certificate.");
            return null;
        }

        if (SecretReader.Read($"{key}:PasswordFile", options.Password, options.PasswordFile, settings, _faults) is not { } password)
        {
            return null;
        }

        var path = settings.Resolve(options.Path);
        if (Pkcs11Uri.IsOne(options.KeyPath))
        {
            return InToken(key, path, options.KeyPath!, trust) is { } kept && await FitsAsync(key, path, kept, trust, cancellationToken) ? kept : null;
        }

        var loaded = options.KeyPath is { } keyPath
            ? KeyPair.LoadPem(path, settings.Resolve(keyPath), NullIfEmpty(password))
            : KeyPair.Load(path, NullIfEmpty(password));
        if (!loaded.TryGet(out var pair, out var fault))
        {
            Add($"{key}:Path", path, fault.Detail, Remedy(fault.Kind));
            return null;
        }

        return await FitsAsync(key, path, pair, trust, cancellationToken) ? pair : null;
    }

    // TLS is done by the platform, which takes no key that it cannot hold.
    private KeyPair? InToken(string key, string path, string uri, TrustPolicy trust)
    {
        if (trust.Use is CertificateUse.TlsServer or CertificateUse.TlsClient)
        {
            Add($"{key}:KeyPath", uri, "A key for TLS cannot be in a hardware module.", "Keep it in a file or in the store (sdknode certs); keys that sign and open messages can be.");
            return null;
        }

        if (Pkcs11Uri.Parse(uri) is not { } place)
        {
            Add($"{key}:KeyPath", uri, "It does not name a key.", "Write it as pkcs11:token=SDK;object=ap-2026.");
            return null;
        }

        if (Pkcs11 is not { } token)
        {
            if (settings.Options.Pkcs11 is null)
            {
                Add("Pkcs11", null, "A key is in a hardware module, but none is named.", "Describe it in Pkcs11: Module and PinFile.");
            }

            return null;
        }

        if (!CertificateFiles.LoadAll(path).TryGet(out var certificates, out var fault))
        {
            Add($"{key}:Path", path, fault.Detail, Remedy(fault.Kind));
            return null;
        }

        if (!token.Find(place).TryGet(out var secret, out var missing))
        {
            Add($"{key}:KeyPath", uri, missing.Detail, missing.Remedy);
            return null;
        }

        var mine = secret.ExportSubjectPublicKeyInfo();
        if (certificates.FirstOrDefault(certificate => certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(mine)) is not { } leaf)
        {
            Add($"{key}:Path", path, $"The key {place} belongs to no certificate in it.", Remedy(CertificateFaultKind.KeyMismatch));
            return null;
        }

        return new KeyPair(leaf, secret, [.. certificates.Where(certificate => certificate != leaf)]);
    }

    /// <summary>Loads several keys; those with faults are left out.</summary>
    public async Task<IReadOnlyList<KeyPair>> LoadAllAsync(string key, IReadOnlyList<KeyFileOptions> options, TrustPolicy trust, CancellationToken cancellationToken)
    {
        var list = new List<KeyPair>();
        for (var i = 0; i < options.Count; i++)
        {
            // An old decryption key may have expired; it still opens what was sent to it (O2O-2).
            if (await LoadAsync($"{key}:{i}", options[i], trust, cancellationToken) is { } pair)
            {
                list.Add(pair);
            }
        }

        return list;
    }

    /// <summary>The certificates in these files or folders.</summary>
    public IReadOnlyList<X509Certificate2> Certificates(string key, IReadOnlyList<string> paths)
    {
        var list = new List<X509Certificate2>();
        for (var i = 0; i < paths.Count; i++)
        {
            var loaded = CertificateFiles.LoadAll(settings.Resolve(paths[i]));
            if (loaded.TryGet(out var certificates, out var fault))
            {
                list.AddRange(certificates);
            }
            else
            {
                Add($"{key}:{i}", paths[i], fault.Detail, Remedy(fault.Kind));
            }
        }

        return list;
    }

    private async Task<bool> FitsAsync(string key, string path, KeyPair pair, TrustPolicy trust, CancellationToken cancellationToken)
    {
        if (!development && DevelopmentCertificates.IsDevelopmentCertificate(pair.Certificate))
        {
            Add($"{key}:Path", path, "It is a development certificate.", "Order one from the federation's issuer; development keys are refused in Production.");
            return false;
        }

        if (trust.Anchors.Count == 0)
        {
            return true;
        }

        // Revocation is watched while the node runs; a start must not wait for somebody else's server.
        var verdict = await verifier.VerifyAsync(pair.Certificate, trust with { Revocation = RevocationPolicy.Off }, cancellationToken);
        if (verdict.Fault is { Kind: CertificateFaultKind.Expired } && trust.Use == CertificateUse.Encryption)
        {
            return true;
        }

        if (verdict.State == CertificateState.Rejected && verdict.Fault is { } fault)
        {
            Add($"{key}:Path", path, $"The certificate does not fit: {fault.Detail}", Remedy(fault.Kind));
            return false;
        }

        return true;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static string Remedy(CertificateFaultKind kind) => kind switch
    {
        CertificateFaultKind.FileMissing => "Put the file there or correct the path.",
        CertificateFaultKind.FileUnreadable => "Let the node's user read it (chmod 600, chown).",
        CertificateFaultKind.WrongPassword => "Correct Password or PasswordFile.",
        CertificateFaultKind.NoPrivateKey => "Export the certificate together with its private key.",
        CertificateFaultKind.KeyMismatch => "Put the certificate and the key that belong together.",
        CertificateFaultKind.Expired => "Renew the certificate.",
        CertificateFaultKind.NotYetValid => "Wait until it is valid, or check this machine's clock.",
        CertificateFaultKind.UntrustedChain or CertificateFaultKind.WrongIssuer => "Use a certificate from this environment's issuer for this purpose, or complete Anchors and Issuers.",
        CertificateFaultKind.KeyUsage => "Order a certificate whose key usage covers this purpose.",
        CertificateFaultKind.KeyTooWeak => "Make a new key of at least 3072 bits and order a certificate for it.",
        _ => "Replace the file.",
    };

    private void Add(string key, string? value, string problem, string remedy) => _faults.Add(new(key, value, problem, remedy));
}
