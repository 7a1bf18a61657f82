import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'

type Pdf = InstanceType<typeof PDFDocument>

/** A PDF drawn by `draw`, without compression so that tests can cut it. */
export async function makePdf(
  draw: (pdf: Pdf) => void,
  options: { userPassword?: string; info?: Record<string, string> } = {},
): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 64,
    compress: false,
    ...(options.userPassword !== undefined && { userPassword: options.userPassword }),
    info: { CreationDate: new Date(0), ...options.info },
  })
  const bytes = buffer(pdf)
  draw(pdf.font('Helvetica').fontSize(11))
  pdf.end()
  return bytes
}
