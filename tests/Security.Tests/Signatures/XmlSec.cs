namespace SdkNode.Security.Tests.Signatures;

/// <summary>xmlsec1, the independent implementation.</summary>
internal static class XmlSec
{
    public static async Task RequireVerifiesAsync(byte[] signed)
    {
        var result = await VerifyAsync(signed);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    public static async Task<ProgramResult> VerifyAsync(byte[] signed, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("sdknode-xmlsec");
        try
        {
            var file = Path.Combine(folder.FullName, "signed.xml");
            var certificate = Path.Combine(folder.FullName, "alice.pem");
            await File.WriteAllBytesAsync(file, signed);
            await File.WriteAllTextAsync(certificate, SigningKeys.Alice.Certificate.ExportCertificatePem());
            return await ExternalProgram.RunAsync("xmlsec1", ["--verify", "--pubkey-cert-pem", certificate, .. options, file]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
