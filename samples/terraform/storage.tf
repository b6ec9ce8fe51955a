resource "aws_s3_bucket" "images" {
  bucket = "${local.name}-images"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "images" {
  bucket = aws_s3_bucket.images.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.shop.arn
    }
  }
}

resource "aws_s3_bucket" "logs" {
  bucket = "${local.name}-logs"
}

resource "aws_db_instance" "catalogue" {
  identifier                  = "${local.name}-catalogue"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 50
  username                    = "catalogue"
  manage_master_user_password = true
  storage_encrypted           = false
}

resource "aws_opensearch_domain" "search" {
  domain_name = local.name

  encrypt_at_rest {
    enabled = var.encrypt_search
  }

  node_to_node_encryption {
    enabled = true
  }
}

resource "aws_efs_file_system" "uploads" {
  encrypted = true
}

resource "aws_sqs_queue" "thumbnails" {
  name                    = "${local.name}-thumbnails"
  sqs_managed_sse_enabled = false
}
