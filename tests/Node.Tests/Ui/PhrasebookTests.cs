using System.Text;
using System.Text.RegularExpressions;
using SdkNode.Node.Mailboxes;
using SdkNode.Node.Store.Rows;
using SdkNode.Node.Tests.Federation.World;
using SdkNode.Node.Ui.Words;
using SdkNode.Node.Ui.Words.Phrases;

namespace SdkNode.Node.Tests.Ui;

/// <summary>What people read of a message's way, and of what went wrong, is Swedish on a Swedish page.</summary>
public sealed partial class PhrasebookTests(FederationFixture federation)
{
    // Where what an administrator or a registrar is told in a page is written.
    private static readonly string[] s_told =
    [
        "Keys/KeyDesk.cs", "Keys/KeyFit.cs", "Keys/CertificateOrder.cs", "Administration/MessageSituation.cs", "Outbound/SendRemedies.cs",
        "Clients/ClientKeySet.cs", "Clients/ClientRegister.cs", "Clients/JwkReader.cs", "Clients/PemReader.cs", "Clients/PublicKeyCheck.cs", "../Routing/Tracing/Remedies.cs",
        "Outbound/AccessPointGate.cs", "Outbound/AwaitReceiptFlow.cs", "Inbound/OpeningRecorder.cs", "Keys/KeyPurpose.cs", "Mailboxes/MailboxMarks.cs",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_step_of_a_message_that_goes_well_is_told_in_Swedish()
    {
        var world = await federation.WorldAsync();
        var sent = await world.A.SendAsync(world.B.Party);
        await world.A.WaitForAsync(sent, MessageStatus.Accepted);
        var arrived = await world.B.WaitForIncomingAsync(sent.XheId, MessageStatus.New);
        var marks = world.B.Get<MailboxMarks>();
        await marks.ReadAsync(arrived.Id, "Lars Holm (lars)", Cancelled);
        await marks.AssignAsync(arrived.Id, "Sara", "Lars Holm (lars)", Cancelled);
        await marks.AssignAsync(arrived.Id, null, "Lars Holm (lars)", Cancelled);
        await marks.AssignAsync(arrived.Id, "Lars Holm (lars)", "Lars Holm (lars)", Cancelled);
        await marks.HandledAsync(arrived.Id, "Lars Holm (lars)", Cancelled);
        await marks.ReopenAsync(arrived.Id, "Lars Holm (lars)", Cancelled);
        await marks.RegisteredAsync(arrived.Id, "RV 1", "", "Lars Holm (lars)", Cancelled);
        await marks.HandedOverAsync(arrived.Id, "Lars Holm (lars)", Cancelled);
        var steps = (await world.A.EventsAsync(sent.Id)).Concat(await world.B.EventsAsync(arrived.Id)).Select(step => step.Detail).ToList();
        Assert.True(steps.Count > 15, $"{steps.Count}");
        Assert.All(steps, step =>
        {
            Assert.Equal(new Said(step), Phrasebook.Say(step, Language.English));
            Assert.NotEqual(step, Swedish(step));
        });
        Assert.Contains("Överlämnat till Sara av Lars Holm (lars).", steps.Select(Swedish));
        Assert.Contains("Lars Holm (lars) tar hand om meddelandet.", steps.Select(Swedish));
    }

    [Fact]
    public void What_is_not_known_stays_as_it_is_and_is_said_to_be_English()
    {
        Assert.Equal(new Said("The peer said: no.", "en"), Phrasebook.Say("The peer said: no.", Language.Swedish));
        Assert.Equal(new Said("", "en"), Phrasebook.Say("", Language.Swedish));
    }

    [Theory]
    [InlineData("Waiting for the message receipt until 2026-11-28 08:43Z.", "Väntar på mottagarens meddelandekvittens, som längst till 2026-11-28 09:43.")]
    [InlineData("The receiving access point could not be reached: Connection refused. Next try 2026-11-28 08:43:12Z.", "Mottagarens accesspunkt gick inte att nå: Connection refused. Nästa försök 2026-11-28 09:43.")]
    [InlineData("EBMS:0301 MissingReceipt: No answer within 5 s. The receiver may have the message; its message receipt decides.", "Inget svar inom 5 s. Mottagaren kan ha meddelandet; dess meddelandekvittens avgör.")]
    [InlineData("The certificate for prod tls-server cannot be used: key-1 (sdk.kristinehamn.se) expired 2026-11-28 08:43 UTC. Without it no partner can connect.", "Certifikatet för prod tls-server går inte att använda: key-1 (sdk.kristinehamn.se) gick ut 2026-11-28 09:43. Utan det kan ingen motpart ansluta.")]
    [InlineData("CN=AP1 is revoked 2026-11-28 08:43 UTC, says the CRL of 2026-11-28 08:43 UTC.", "CN=AP1 är spärrat 2026-11-28 09:43 enligt spärrlistan från 2026-11-28 09:43.")]
    [InlineData("https://ap.example/as4, transport profile x\nencrypted to CN=A, serial 1F, issued by CN=B, valid 2026-11-26 08:43 to 2026-11-28 08:43 UTC\nkept until 2026-11-28 08:43:12Z", "https://ap.example/as4, transportprofil x\nkrypteras till CN=A, serienummer 1F, utfärdat av CN=B, gäller 2026-11-26 09:43 till 2026-11-28 09:43\nsparat till 2026-11-28 09:43")]
    [InlineData("trusted: SMP; chain: A, issued by B, issued by C; not revoked", "betrodd: SMP; kedja: A, utfärdat av B, utfärdat av C; inte spärrat")]
    [InlineData("This machine's clock is off by 90 seconds: it is ahead, compared with the time server's. Others refuse messages whose time stamps are off, and certificates and receipts are judged by a wrong time.", "Nodens klocka går 90 sekunder fel: den går före jämfört med tidsservern. Andra avvisar meddelanden vars tid är fel, och certifikat och kvittenser bedöms efter fel tid.")]
    [InlineData("The malware scanner gives no verdict: clamd can't be reached at 127.0.0.1:3310: ConnectionRefused. Is it running? Messages wait until it does.", "Virusskyddet ger inget svar: clamd går inte att nå på 127.0.0.1:3310: ConnectionRefused. Är den igång? Meddelanden väntar tills det gör det.")]
    [InlineData("The receipt comes from 0203:a.example (in it 0203:b.example); the message went to 0203:a.example (RCPT-6).", "Meddelandekvittensen kommer från 0203:a.example (i den 0203:b.example); meddelandet gick till 0203:a.example.")]
    [InlineData("CN=AP1 is the best.", "CN=AP1 is the best.")]
    public void What_is_put_together_is_told_whole_and_times_are_Swedens(string english, string swedish) => Assert.Equal(swedish, Swedish(english));

    [Fact]
    public void A_line_of_a_receipt_is_told_by_its_code_and_then_in_its_authors_words()
    {
        Assert.Equal(new Said("Meddelandet är för stort: The receiver accepted the message."), StepWords.Of("BV", "too-long", "The receiver accepted the message.", Language.Swedish));
        Assert.Equal(new Said("The message breaks a rule: R12"), StepWords.Of("BV", "invariant", "R12", Language.English));
        Assert.Equal(new Said("Nej."), StepWords.Of("SV", "own-code", "Nej.", Language.Swedish));
        Assert.Equal(new Said("Mottagaren har tagit emot meddelandet."), StepWords.Of("ACCEPTED", null, "The receiver accepted the message.", Language.Swedish));
    }

    [Fact]
    public void A_text_that_a_peer_made_to_be_slow_is_not()
    {
        Phrasebook.Say("Warm.", Language.Swedish);
        var began = TimeProvider.System.GetTimestamp();
        foreach (var piece in new[] { "The SMP at ", "Not opened yet: a Tried again in 1. ", "{0} {1}. ", "No answer within 5 s. ", "x expired ", ". ", ": " })
        {
            var text = new StringBuilder().Insert(0, piece, 1 + (1990 / piece.Length)).ToString();
            Phrasebook.Say(text[..Math.Min(text.Length, 1999)], Language.Swedish);
        }

        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5), $"{TimeProvider.System.GetElapsedTime(began)}");
    }

    [Fact]
    public void Every_phrase_is_one_that_the_program_writes()
    {
        var written = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("Phrases", StringComparison.Ordinal))
            .SelectMany(file => Literals(File.ReadAllText(file))).SelectMany(text => text.Split('\n')).Select(Bare).ToHashSet(StringComparer.Ordinal);
        Assert.All(Phrasebook.All, phrase => Assert.Contains(Bare(phrase.English), written));
    }

    [Fact]
    public void Every_phrase_is_there_once_and_has_its_places_in_Swedish()
    {
        Assert.Empty(Phrasebook.All.GroupBy(phrase => phrase.English).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(Phrasebook.All, phrase => Assert.Empty(Place().Matches(phrase.Swedish).Select(place => place.Value).Except(Place().Matches(phrase.English).Select(place => place.Value))));
    }

    [Fact]
    public void What_is_told_to_people_in_a_page_has_a_phrase()
    {
        var known = Phrasebook.All.Select(phrase => Bare(phrase.English)).ToHashSet(StringComparer.Ordinal);
        var missing = s_told.SelectMany(file => Literals(string.Join('\n', File.ReadLines(Path.Combine(Source, "Node", file)).Where(line => !line.Contains("throw new", StringComparison.Ordinal)))).Where(text => IsTold(text) && !known.Contains(Bare(text))).Select(text => $"{file}: {text}"));
        Assert.Empty(missing);
    }

    private static string Source => Path.Combine(SharedFiles.RepositoryRoot, "src");

    private static string Swedish(string text) => Phrasebook.Say(text, Language.Swedish).Text;

    // A sentence; not a name or a format.
    private static bool IsTold(string text) => text.Count(letter => letter == ' ') > 2 && text[^1] is '.';

    // Without what is inserted: the same text is written here and there, with other names.
    private static string Bare(string text) => Inserted().Replace(text, "{}").Replace("{}{}", "{}", StringComparison.Ordinal).Replace("{}{}", "{}", StringComparison.Ordinal).Trim('{', '}', ' ', ';');

    /// <summary>The texts of a source file, what is inserted into them as <c>{}</c>; not those of the log of the program.</summary>
    private static IEnumerable<string> Literals(string source)
    {
        var lines = string.Join('\n', source.Split('\n').Where(line => !line.Contains("[LoggerMessage", StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        for (var at = lines.IndexOf('"', StringComparison.Ordinal); at >= 0 && at < lines.Length; at = at + 1 < lines.Length ? lines.IndexOf('"', at + 1) : -1)
        {
            if (at > 0 && lines[at - 1] == '\'')
            {
                continue;
            }

            var text = new StringBuilder();
            foreach (var inner in Read(lines, ref at, at > 0 && lines[at - 1] == '$', text))
            {
                yield return inner;
            }

            yield return text.ToString();
        }
    }

    // Reads from the opening quote to the closing one; texts within what is inserted are given too.
    private static List<string> Read(string source, ref int at, bool inserts, StringBuilder text)
    {
        var inner = new List<string>();
        for (at++; at < source.Length && source[at] != '"' && source[at] != '\n'; at++)
        {
            if (source[at] == '\\')
            {
                at++;
                text.Append(source[at] == 'n' ? '\n' : source[at]);
            }
            else if (inserts && source[at] == '{')
            {
                var depth = 1;
                for (at++; depth > 0 && source[at] != '\n'; at++)
                {
                    depth += source[at] switch { '{' => 1, '}' => -1, _ => 0 };
                    if (source[at] == '"')
                    {
                        var nested = new StringBuilder();
                        inner.AddRange(Read(source, ref at, source[at - 1] == '$', nested));
                        inner.Add(nested.ToString());
                    }
                }

                at--;
                text.Append("{}");
            }
            else
            {
                text.Append(source[at]);
            }
        }

        return inner;
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\{\d?\}")]
    private static partial Regex Inserted();
}
