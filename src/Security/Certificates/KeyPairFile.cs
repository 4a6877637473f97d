namespace SdkNode.Security.Certificates;

internal static class KeyPairFile
{
    public static Result<KeyPair, CertificateFault> Load(string path, string? password) => throw new NotImplementedException();

    public static Result<KeyPair, CertificateFault> LoadPem(string certificatePath, string keyPath, string? password) => throw new NotImplementedException();
}
